"""Names of packages on the index and the modules they bring."""

_MODULES = {
    "beautifulsoup4": ("bs4",),
    "pyyaml": ("yaml",),
    "psycopg-pool": ("psycopg_pool",),
    "opentelemetry-api": ("opentelemetry",),
    "opentelemetry-sdk": ("opentelemetry",),
    "prometheus-client": ("prometheus_client",),
    "scikit-learn": ("sklearn",),
    "pillow": ("PIL",),
}


def modules(package: str) -> tuple[str, ...]:
    """The modules that `package`, as `lab.json` names it, may be imported by."""
    return _MODULES.get(package, (package.replace("-", "_"),))
