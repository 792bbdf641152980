"""The classes of SPDX 3.0.1 and what each may hold: facts of its model, in a notation of our own."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

_CLASSES = """
ai_EnergyConsumption() ai_finetuningEnergyConsumption:ai_EnergyConsumptionDescription*
  ai_inferenceEnergyConsumption:ai_EnergyConsumptionDescription*
  ai_trainingEnergyConsumption:ai_EnergyConsumptionDescription*
ai_EnergyConsumptionDescription() ai_energyQuantity:number! ai_energyUnit:%energyUnit!
CreationInfo() comment:text created:time! createdBy:Agent+ createdUsing:Tool* specVersion:semver!
DictionaryEntry() key:text! value:text
-Element() comment:text creationInfo:CreationInfo! description:text extension:extension_Extension*
  externalIdentifier:ExternalIdentifier* externalRef:ExternalRef* name:text summary:text
  verifiedUsing:IntegrityMethod*
-ElementCollection(Element) element:Element* profileConformance:%profileConformance* rootElement:Element*
ExternalIdentifier() comment:text externalIdentifierType:%externalIdentifierType! identifier:text!
  identifierLocator:uri* issuingAuthority:text
ExternalMap() definingArtifact:Artifact externalSpdxId:uri! locationHint:uri verifiedUsing:IntegrityMethod*
ExternalRef() comment:text contentType:media externalRefType:%externalRefType locator:text*
IndividualElement(Element)
-IntegrityMethod() comment:text
NamespaceMap() namespace:uri! prefix:text!
PackageVerificationCode(IntegrityMethod) algorithm:%algorithm! hashValue:text!
  packageVerificationCodeExcludedFile:text*
PositiveIntegerRange() beginIntegerRange:positive! endIntegerRange:positive!
Relationship(Element) completeness:%completeness endTime:time from:Element!
  relationshipType:%relationshipType! startTime:time to:Element+
SpdxDocument(ElementCollection) dataLicense:simplelicensing_AnyLicenseInfo import:ExternalMap*
  namespaceMap:NamespaceMap*
Tool(Element)
-expandedlicensing_LicenseAddition(Element) expandedlicensing_additionText:text!
  expandedlicensing_isDeprecatedAdditionId:flag expandedlicensing_licenseXml:text
  expandedlicensing_obsoletedBy:text expandedlicensing_seeAlso:uri*
  expandedlicensing_standardAdditionTemplate:text
expandedlicensing_ListedLicenseException(expandedlicensing_LicenseAddition)
  expandedlicensing_deprecatedVersion:text expandedlicensing_listVersionAdded:text
extension_CdxPropertyEntry() extension_cdxPropName:text! extension_cdxPropValue:text
extension_Extension()
-security_VulnAssessmentRelationship(Relationship) suppliedBy:Agent
  security_assessedElement:software_SoftwareArtifact security_modifiedTime:time security_publishedTime:time
  security_withdrawnTime:time
-simplelicensing_AnyLicenseInfo(Element)
simplelicensing_LicenseExpression(simplelicensing_AnyLicenseInfo)
  simplelicensing_customIdToUri:DictionaryEntry* simplelicensing_licenseExpression:text!
  simplelicensing_licenseListVersion:semver
simplelicensing_SimpleLicensingText(Element) simplelicensing_licenseText:text!
software_ContentIdentifier(IntegrityMethod) software_contentIdentifierType:%contentIdentifierType!
  software_contentIdentifierValue:uri!
build_Build(Element) build_buildEndTime:time build_buildId:text build_buildStartTime:time
  build_buildType:uri! build_configSourceDigest:Hash* build_configSourceEntrypoint:text*
  build_configSourceUri:uri* build_environment:DictionaryEntry* build_parameter:DictionaryEntry*
Agent(Element)
Annotation(Element) annotationType:%annotationType! contentType:media statement:text subject:Element!
-Artifact(Element) builtTime:time originatedBy:Agent* releaseTime:time standardName:text* suppliedBy:Agent
  supportLevel:%supportLevel* validUntilTime:time
Bundle(ElementCollection) context:text
Hash(IntegrityMethod) algorithm:%algorithm! hashValue:text!
LifecycleScopedRelationship(Relationship) scope:%scope
Organization(Agent)
Person(Agent)
SoftwareAgent(Agent)
expandedlicensing_ConjunctiveLicenseSet(simplelicensing_AnyLicenseInfo)
  expandedlicensing_member:simplelicensing_AnyLicenseInfo++
expandedlicensing_CustomLicenseAddition(expandedlicensing_LicenseAddition)
expandedlicensing_DisjunctiveLicenseSet(simplelicensing_AnyLicenseInfo)
  expandedlicensing_member:simplelicensing_AnyLicenseInfo++
-expandedlicensing_ExtendableLicense(simplelicensing_AnyLicenseInfo)
expandedlicensing_IndividualLicensingInfo(simplelicensing_AnyLicenseInfo)
-expandedlicensing_License(expandedlicensing_ExtendableLicense) expandedlicensing_isDeprecatedLicenseId:flag
  expandedlicensing_isFsfLibre:flag expandedlicensing_isOsiApproved:flag expandedlicensing_licenseXml:text
  expandedlicensing_obsoletedBy:text expandedlicensing_seeAlso:uri*
  expandedlicensing_standardLicenseHeader:text expandedlicensing_standardLicenseTemplate:text
  simplelicensing_licenseText:text!
expandedlicensing_ListedLicense(expandedlicensing_License) expandedlicensing_deprecatedVersion:text
  expandedlicensing_listVersionAdded:text
expandedlicensing_OrLaterOperator(expandedlicensing_ExtendableLicense)
  expandedlicensing_subjectLicense:expandedlicensing_License!
expandedlicensing_WithAdditionOperator(simplelicensing_AnyLicenseInfo)
  expandedlicensing_subjectAddition:expandedlicensing_LicenseAddition!
  expandedlicensing_subjectExtendableLicense:expandedlicensing_ExtendableLicense!
extension_CdxPropertiesExtension(extension_Extension) extension_cdxProperty:extension_CdxPropertyEntry+
security_CvssV2VulnAssessmentRelationship(security_VulnAssessmentRelationship) security_score:number!
  security_vectorString:text!
security_CvssV3VulnAssessmentRelationship(security_VulnAssessmentRelationship) security_score:number!
  security_severity:%severity! security_vectorString:text!
security_CvssV4VulnAssessmentRelationship(security_VulnAssessmentRelationship) security_score:number!
  security_severity:%severity! security_vectorString:text!
security_EpssVulnAssessmentRelationship(security_VulnAssessmentRelationship) security_percentile:number!
  security_probability:number!
security_ExploitCatalogVulnAssessmentRelationship(security_VulnAssessmentRelationship)
  security_catalogType:%catalogType! security_exploited:flag! security_locator:uri!
security_SsvcVulnAssessmentRelationship(security_VulnAssessmentRelationship)
  security_decisionType:%decisionType!
-security_VexVulnAssessmentRelationship(security_VulnAssessmentRelationship) security_statusNotes:text
  security_vexVersion:text
security_Vulnerability(Artifact) security_modifiedTime:time security_publishedTime:time
  security_withdrawnTime:time
-software_SoftwareArtifact(Artifact) software_additionalPurpose:%primaryPurpose*
  software_attributionText:text* software_contentIdentifier:software_ContentIdentifier*
  software_copyrightText:text software_primaryPurpose:%primaryPurpose
Bom(Bundle)
expandedlicensing_CustomLicense(expandedlicensing_License)
security_VexAffectedVulnAssessmentRelationship(security_VexVulnAssessmentRelationship)
  security_actionStatement:text! security_actionStatementTime:time
security_VexFixedVulnAssessmentRelationship(security_VexVulnAssessmentRelationship)
security_VexNotAffectedVulnAssessmentRelationship(security_VexVulnAssessmentRelationship)
  security_impactStatement:text security_impactStatementTime:time
  security_justificationType:%justificationType
security_VexUnderInvestigationVulnAssessmentRelationship(security_VexVulnAssessmentRelationship)
software_File(software_SoftwareArtifact) contentType:media software_fileKind:%fileKind
software_Package(software_SoftwareArtifact) software_downloadLocation:uri software_homePage:uri
  software_packageUrl:uri software_packageVersion:text software_sourceInfo:text
software_Sbom(Bom) software_sbomType:%sbomType*
software_Snippet(software_SoftwareArtifact) software_byteRange:PositiveIntegerRange
  software_lineRange:PositiveIntegerRange software_snippetFromFile:software_File!
ai_AIPackage(software_Package) ai_autonomyType:%autonomyType ai_domain:text*
  ai_energyConsumption:ai_EnergyConsumption ai_hyperparameter:DictionaryEntry*
  ai_informationAboutApplication:text ai_informationAboutTraining:text ai_limitation:text
  ai_metric:DictionaryEntry* ai_metricDecisionThreshold:DictionaryEntry* ai_modelDataPreprocessing:text*
  ai_modelExplainability:text* ai_safetyRiskAssessment:%safetyRiskAssessment ai_standardCompliance:text*
  ai_typeOfModel:text* ai_useSensitivePersonalInformation:%autonomyType
dataset_DatasetPackage(software_Package) dataset_anonymizationMethodUsed:text*
  dataset_confidentialityLevel:%confidentialityLevel dataset_dataCollectionProcess:text
  dataset_dataPreprocessing:text* dataset_datasetAvailability:%datasetAvailability dataset_datasetNoise:text
  dataset_datasetSize:natural dataset_datasetType:%datasetType+ dataset_datasetUpdateMechanism:text
  dataset_hasSensitivePersonalInformation:%autonomyType dataset_intendedUse:text dataset_knownBias:text*
  dataset_sensor:DictionaryEntry*
"""
"""A class a paragraph: `-` where there are no objects of the class itself, its name, in brackets what it
extends, then its properties as `name:type`, with `!` where one is needed, `*` for any number, `+` and `++`
for one and two at least. A type is a key of `forms.FORMS`, `%` and a closed list, or a class."""

_LISTS = """
energyUnit: kilowattHour megajoule other
profileConformance: ai build core dataset expandedLicensing extension lite security simpleLicensing software
externalIdentifierType: cpe22 cpe23 cve email gitoid other packageUrl securityOther swhid swid urlScheme
externalRefType: altDownloadLocation altWebPage binaryArtifact bower buildMeta buildSystem
  certificationReport chat componentAnalysisReport cwe documentation dynamicAnalysisReport eolNotice
  exportControlAssessment funding issueTracker license mailingList mavenCentral metrics npm nuget other
  privacyAssessment productMetadata purchaseOrder qualityAssessmentReport releaseHistory releaseNotes
  riskAssessment runtimeAnalysisReport secureSoftwareAttestation securityAdversaryModel securityAdvisory
  securityFix securityOther securityPenTestReport securityPolicy securityThreatModel socialMedia
  sourceArtifact staticAnalysisReport support vcs vulnerabilityDisclosureReport
  vulnerabilityExploitabilityAssessment
algorithm: adler32 blake2b256 blake2b384 blake2b512 blake3 crystalsDilithium crystalsKyber falcon md2 md4
  md5 md6 other sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512
completeness: complete incomplete noAssertion
relationshipType: affects amendedBy ancestorOf availableFrom configures contains coordinatedBy copiedTo
  delegatedTo dependsOn descendantOf describes doesNotAffect expandsTo exploitCreatedBy fixedBy fixedIn
  foundBy generates hasAddedFile hasAssessmentFor hasAssociatedVulnerability hasConcludedLicense hasDataFile
  hasDeclaredLicense hasDeletedFile hasDependencyManifest hasDistributionArtifact hasDocumentation
  hasDynamicLink hasEvidence hasExample hasHost hasInput hasMetadata hasOptionalComponent
  hasOptionalDependency hasOutput hasPrerequisite hasProvidedDependency hasRequirement hasSpecification
  hasStaticLink hasTest hasTestCase hasVariant invokedBy modifiedBy other packagedBy patchedBy publishedBy
  reportedBy republishedBy serializedInArtifact testedOn trainedOn underInvestigationFor usesTool
contentIdentifierType: gitoid swhid
annotationType: other review
supportLevel: deployed development endOfSupport limitedSupport noAssertion noSupport support
scope: build design development other runtime test
severity: critical high low medium none
catalogType: kev other
decisionType: act attend track trackStar
primaryPurpose: application archive bom configuration container data device deviceDriver diskImage
  documentation evidence executable file filesystemImage firmware framework install library manifest model
  module operatingSystem other patch platform requirement source specification test
justificationType: componentNotPresent inlineMitigationsAlreadyExist
  vulnerableCodeCannotBeControlledByAdversary vulnerableCodeNotInExecutePath vulnerableCodeNotPresent
fileKind: directory file
sbomType: analyzed build deployed design runtime source
autonomyType: no noAssertion yes
safetyRiskAssessment: high low medium serious
confidentialityLevel: amber clear green red
datasetAvailability: clickthrough directDownload query registration scrapingScript
datasetType: audio categorical graph image noAssertion numeric other sensor structured syntactic text
  timeseries timestamp video
"""
"""The words of each closed list."""


class Property(NamedTuple):
    """What a class may hold under a name."""

    type: str
    many: bool
    least: int


class Class(NamedTuple):
    """A class with all that it inherits."""

    abstract: bool
    bases: tuple[str, ...]
    """The class itself and all above it."""
    properties: dict[str, Property]


@cache
def classes() -> dict[str, Class]:
    """The classes by their names in JSON."""
    rows: dict[str, tuple[str, bool, list[str]]] = {}
    for paragraph in _paragraphs(_CLASSES):
        head, *said = paragraph.split()
        name, _, base = head.rstrip(")").partition("(")
        rows[name.lstrip("-")] = (base, name.startswith("-"), said)
    return {name: _whole(name, rows) for name in rows}


@cache
def closed_lists() -> dict[str, tuple[str, ...]]:
    """The words of closed lists by their names."""
    return {
        name: tuple(said.split())
        for name, _, said in (paragraph.partition(": ") for paragraph in _paragraphs(_LISTS))
    }


def _paragraphs(text: str) -> list[str]:
    return text.strip().replace("\n  ", " ").split("\n")


def _whole(name: str, rows: dict[str, tuple[str, bool, list[str]]]) -> Class:
    bases: list[str] = []
    properties: dict[str, Property] = {}
    above = name
    while above:
        bases.append(above)
        for said in rows[above][2]:
            key, _, kind = said.partition(":")
            bare = kind.rstrip("!*+")
            many = "*" in kind or "+" in kind
            properties[key] = Property(bare, many, kind.count("+") + kind.count("!"))
        above = rows[above][0]
    return Class(rows[name][1], tuple(bases), properties)
