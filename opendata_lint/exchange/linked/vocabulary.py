"""Names of schema.org, so that a right one is not taken for a misspelt one. Source: schema.org 28."""

from __future__ import annotations

_THING = """additionalType alternateName description disambiguatingDescription identifier image
mainEntityOfPage name potentialAction sameAs subjectOf url owner"""
_CREATIVE_WORK = """about abstract accessMode accessModeSufficient accessibilityAPI accessibilityControl
accessibilityFeature accessibilityHazard accessibilitySummary accountablePerson acquireLicensePage
aggregateRating alternativeHeadline archivedAt assesses associatedMedia audience audio author award awards
character citation comment commentCount conditionsOfAccess contentLocation contentRating contentReferenceTime
contributor copyrightHolder copyrightNotice copyrightYear correction countryOfOrigin creativeWorkStatus
creator creditText dateCreated dateModified datePublished digitalSourceType discussionUrl displayLocation
editEIDR editor educationalAlignment educationalLevel educationalUse encoding encodingFormat encodings
exampleOfWork expires fileFormat funder funding genre hasPart headline inLanguage inSupportOf
interactionStatistic interactivityType interpretedAsClaim isAccessibleForFree isBasedOn isBasedOnUrl
isFamilyFriendly isPartOf keywords learningResourceType license locationCreated mainEntity maintainer material
materialExtent mentions offers pattern position producer provider publication publisher publisherImprint
publishingPrinciples recordedAt releasedEvent review reviews schemaVersion sdDatePublished sdLicense
sdPublisher size sourceOrganization spatial spatialCoverage sponsor teaches temporal temporalCoverage text
thumbnail thumbnailUrl timeRequired translationOfWork translator typicalAgeRange usageInfo version video
wordCount workExample workTranslation"""
_DATASET = """catalog datasetTimeInterval distribution includedDataCatalog includedInDataCatalog issn
measurementMethod measurementTechnique variableMeasured variablesMeasured"""
_FILE = """bitrate contentSize contentUrl duration embedUrl endTime hasDigitalDocumentPermission height
ineligibleRegion playerType productionCompany regionsAllowed requiresSubscription sha256 startTime uploadDate
width"""

DATASET = frozenset(f"{_THING} {_CREATIVE_WORK} {_DATASET}".split())
"""Properties of a `Dataset`."""
FILE = frozenset(f"{_THING} {_CREATIVE_WORK} {_FILE}".split())
"""Properties of a `DataDownload`."""
INTANGIBLE = frozenset(_THING.split())
"""Properties of anything."""
