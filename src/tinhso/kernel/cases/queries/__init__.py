"""Every read of the cases room."""

from tinhso.kernel.cases.queries.bundles import all_in_force, compiled, in_force, versions
from tinhso.kernel.cases.queries.keys import Filed, Reporter, by_secret, filed_before, reporter

__all__ = [
    "Filed",
    "Reporter",
    "all_in_force",
    "by_secret",
    "compiled",
    "filed_before",
    "in_force",
    "reporter",
    "versions",
]
