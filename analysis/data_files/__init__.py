"""Every CSV file under `data/`, each declared once: its columns, what they hold and mean, its key."""

from analysis.data_files.asked import DRAFT_WORDS as DRAFT_WORDS
from analysis.data_files.asked import DRIVERS as DRIVERS
from analysis.data_files.asked import SPLITS as SPLITS
from analysis.data_files.asked import SUBJECT_KINDS as SUBJECT_KINDS
from analysis.data_files.asked import SUBJECTS as SUBJECTS
from analysis.data_files.asked import WORD_KINDS as WORD_KINDS
from analysis.data_files.audited import BUDGETS as BUDGETS
from analysis.data_files.audited import LIMITS as LIMITS
from analysis.data_files.audited import MIXES as MIXES
from analysis.data_files.audited import PAYERS as PAYERS
from analysis.data_files.audited import PRINCIPLES as PRINCIPLES
from analysis.data_files.audited import PROJECTS as PROJECTS
from analysis.data_files.figures import CLAIMS as CLAIMS
from analysis.data_files.figures import COMPUTED as COMPUTED
from analysis.data_files.figures import CONCEPTS as CONCEPTS
from analysis.data_files.figures import FIGURES as FIGURES
from analysis.data_files.figures import FRAME as FRAME
from analysis.data_files.figures import MISSING as MISSING
from analysis.data_files.figures import NOT as NOT
from analysis.data_files.figures import OWN_CHECK as OWN_CHECK
from analysis.data_files.figures import PARTLY as PARTLY
from analysis.data_files.figures import PRINTED as PRINTED
from analysis.data_files.figures import ROLES as ROLES
from analysis.data_files.figures import SAME as SAME
from analysis.data_files.figures import STATEMENT as STATEMENT
from analysis.data_files.figures import TARGET as TARGET
from analysis.data_files.figures import UNTRIED as UNTRIED
from analysis.data_files.kinds import CONCEPT as CONCEPT
from analysis.data_files.kinds import LINE as LINE
from analysis.data_files.kinds import LONGEST as LONGEST
from analysis.data_files.kinds import TOTAL as TOTAL
from analysis.data_files.kinds import VOLUME as VOLUME
from analysis.data_files.reasons import CAUSES as CAUSES
from analysis.data_files.reasons import CHANGES as CHANGES
from analysis.data_files.reasons import HINTED as HINTED
from analysis.data_files.reasons import MEASURES as MEASURES
from analysis.data_files.reasons import RISK as RISK
from analysis.data_files.reasons import STATED as STATED
from analysis.data_files.reasons import STRENGTHS as STRENGTHS
from analysis.data_files.reports import ALL_ENTERED as ALL_ENTERED
from analysis.data_files.reports import COMMENTS as COMMENTS
from analysis.data_files.reports import CORRECTIONS as CORRECTIONS
from analysis.data_files.reports import DOCUMENTS as DOCUMENTS
from analysis.data_files.reports import EXCERPTS as EXCERPTS
from analysis.data_files.reports import SUMS as SUMS
from analysis.data_files.yardsticks import YARDSTICKS

ALL = (
    DOCUMENTS,
    SUMS,
    FIGURES,
    CLAIMS,
    CONCEPTS,
    CAUSES,
    MEASURES,
    CHANGES,
    EXCERPTS,
    COMMENTS,
    CORRECTIONS,
    DRIVERS,
    SUBJECTS,
    SPLITS,
    BUDGETS,
    MIXES,
    LIMITS,
    PAYERS,
    PRINCIPLES,
    PROJECTS,
    DRAFT_WORDS,
    *YARDSTICKS,
)
