from wizard.checks.model import SEVERITIES as SEVERITIES
from wizard.checks.model import Finding as Finding
from wizard.checks.model import Severity as Severity
