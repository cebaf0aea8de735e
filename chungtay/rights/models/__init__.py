"""Personal data of children: consents, requests with their clocks, breaches, standing duties."""

from chungtay.rights.models.consent import Consent
from chungtay.rights.models.incident import Incident
from chungtay.rights.models.paper import ConsentPaper
from chungtay.rights.models.request import DataRequest
from chungtay.rights.models.review import Review
from chungtay.rights.models.who import Suspect, Who

__all__ = ["Consent", "ConsentPaper", "DataRequest", "Incident", "Review", "Suspect", "Who"]
