"""What tests of documents are given."""

import pytest

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped
from papi_cli.plan.loader import LoadedPlan
from tests.documents.at_hand import returned


@pytest.fixture(scope="module")
def documents(shipped_plan: LoadedPlan) -> Documents:
    return Documents(shipped_plan, shipped())


@pytest.fixture(scope="module")
def shipped_plan(shipped: LoadedPlan) -> LoadedPlan:
    return shipped


@pytest.fixture(scope="module")
def sent(
    documents: Documents, shipped_plan: LoadedPlan, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, AgencyReturn]:
    return returned(documents, shipped_plan, tmp_path_factory.mktemp("sent"))
