"""What is allowed: one row for each address of the project, with those whom it lets in, for reading (GET) and
for writing (POST). Who is not named is led to sign in, told that there is nothing, or refused."""

STAFF = {"coordinator", "approver", "moderator", "analyst", "planner", "partner", "clerk", "administrator"}
GUESTS = {"guest_partner", "guest_council"}
SIGNED_IN = STAFF | GUESTS | {"stranger", "resident", "without_factor"}
ALL = SIGNED_IN | {"nobody"}
NONE = set()

COORDINATOR = {"coordinator", "administrator"}
READERS = (STAFF | GUESTS) - {"clerk"}
MODERATORS = {*COORDINATOR, "approver", "moderator", "partner", "guest_partner"}
APPROVERS = {*COORDINATOR, "approver"}
EDITORS = {*APPROVERS, "partner", "guest_partner"}
PLANNERS = {*COORDINATOR, "planner"}
CLERKS = {*COORDINATOR, "clerk"}
INSIDERS = STAFF | GUESTS | {"stranger"}
# Coordinators of other organisations write consultations of their own.
ELSEWHERE_TOO = EDITORS | {"stranger", "guest_council"}
# The invitation went to the resident; whoever has the link and is not signed in is asked to sign in.
INVITED = {"resident", "nobody"}
HISTORIANS = {*APPROVERS, "moderator"}

ROWS = {
    # Pages for everybody.
    "consultations:home": (ALL, NONE),
    "consultations:privacy": (ALL, NONE),
    "consultations:accessibility": (ALL, NONE),
    "consultations:accessibility-of": (ALL, NONE),
    "feedback:consultation": (ALL, NONE),
    "feedback:consultation-image": (ALL, NONE),
    "feedback:remark-page": (ALL, ALL),
    "feedback:remark-image": (ALL, NONE),
    "feedback:letter": (ALL, ALL),
    "feedback:letter-blank": (ALL, NONE),
    "feedback:list": (ALL, NONE),
    "feedback:follow": (ALL, ALL),
    "feedback:follow-remark": (ALL, ALL),
    "exchange:calendar": (ALL, NONE),
    "exchange:calendar-of": (ALL, NONE),
    "exchange:consultations-atom": (ALL, NONE),
    "exchange:remarks-atom": (ALL, NONE),
    "exchange:remarks-rss": (ALL, NONE),
    # A consultation whose results are public.
    "public:results": (ALL, NONE),
    "public:embed": (ALL, NONE),
    "public:areas": (ALL, NONE),
    "public:areas-csv": (ALL, NONE),
    "public:observatory": (ALL, NONE),
    "public:observatory-of": (ALL, NONE),
    "feedback:say": (ALL, ALL),
    "feedback:survey": (ALL, ALL),
    "feedback:photo": (ALL, NONE),
    "feedback:photo-preview": (ALL, NONE),
    "words": (ALL, NONE),
    "service-worker": (ALL, NONE),
    "manifest": (ALL, NONE),
    "offline": (ALL, NONE),
    "set_language": (ALL, ALL),
    "healthz": (ALL, NONE),
    "readyz": (ALL, NONE),
    # Switched on by the operator, for whoever has its token; see tests/operations.
    "metrics": (NONE, NONE),
    # Whoever has the secret link.
    "feedback:submission": (ALL, ALL),
    "feedback:submission-photo": (ALL, NONE),
    "feedback:letter-paper": (ALL, NONE),
    "feedback:confirm": (ALL, ALL),
    "feedback:follow-confirm": (ALL, ALL),
    "feedback:follow-end": (ALL, ALL),
    "feedback:own-data": (ALL, ALL),
    "feedback:own-data-of": (ALL, ALL),
    "feedback:own-data-download": (ALL, NONE),
    # One's own account; signing in and up is there for everybody.
    "accounts:sign-in": (ALL, ALL),
    "accounts:sign-out": (ALL, ALL),
    "accounts:account": (SIGNED_IN, NONE),
    "accounts:landing": (SIGNED_IN, NONE),
    "accounts:name": (SIGNED_IN, SIGNED_IN),
    "feedback:own-submissions": (SIGNED_IN, NONE),
    "feedback:own-submission": ({"resident"}, {"resident"}),
    "feedback:own-letter-paper": ({"resident"}, NONE),
    "feedback:own-submission-photo": ({"resident"}, NONE),
    # The panel: a consultation is published, so that changing it is publishing it.
    "insight:panel": (SIGNED_IN - {"without_factor"}, NONE),
    "insight:results": (READERS, NONE),
    "feedback:moderation": (READERS, MODERATORS),
    "feedback:remark": (READERS, MODERATORS),
    "feedback:replies": (READERS, MODERATORS),
    "feedback:erase-sender": (COORDINATOR, COORDINATOR),
    "feedback:history": (HISTORIANS, NONE),
    "feedback:enter": (CLERKS, CLERKS),
    "feedback:entered": (CLERKS, CLERKS),
    "feedback:scan": (CLERKS, NONE),
    "feedback:formal-letter": (COORDINATOR, NONE),
    "consultations:new": (ELSEWHERE_TOO, ELSEWHERE_TOO),
    "consultations:preview": (NONE, INSIDERS),
    "consultations:settings": (APPROVERS, APPROVERS),
    "consultations:state": (APPROVERS, APPROVERS),
    "consultations:guests": (STAFF | GUESTS, NONE),
    "consultations:let-in": (COORDINATOR, COORDINATOR),
    "consultations:guest": (COORDINATOR, COORDINATOR),
    "consultations:guest-end": (COORDINATOR, COORDINATOR),
    # A survey that is shown to residents is on paper for everybody.
    "consultations:survey-paper": (ALL, NONE),
    "consultations:survey": (READERS, APPROVERS),
    "feedback:survey-preview": (READERS, READERS),
    "consultations:survey-settings": (APPROVERS, APPROVERS),
    "consultations:section-new": (APPROVERS, APPROVERS),
    "consultations:section": (APPROVERS, APPROVERS),
    "consultations:section-delete": (APPROVERS, APPROVERS),
    "consultations:question-new": (APPROVERS, APPROVERS),
    "consultations:question": (APPROVERS, APPROVERS),
    "consultations:question-delete": (APPROVERS, APPROVERS),
    "consultations:layers": (PLANNERS, NONE),
    "consultations:layer-new": (PLANNERS, PLANNERS),
    "consultations:layer": (PLANNERS, PLANNERS),
    "consultations:layer-delete": (PLANNERS, PLANNERS),
    "consultations:own-layers": (PLANNERS, PLANNERS),
    "consultations:own-layer": (PLANNERS, PLANNERS),
    "consultations:own-layer-file": (PLANNERS, PLANNERS),
    "consultations:own-layer-delete": (PLANNERS, PLANNERS),
    # The people of an organisation: its own may look.
    "team:team": (STAFF, COORDINATOR),
    "team:member": (COORDINATOR, COORDINATOR),
    "team:remove": (COORDINATOR, COORDINATOR),
    "team:invitation": (COORDINATOR, COORDINATOR),
    "team:privacy": (COORDINATOR, COORDINATOR),
    "team:accessibility": (COORDINATOR, COORDINATOR),
    "team:accept": (INVITED, INVITED),
    # The API answers everybody; what it tells depends on the reader (tests/feedback/test_visible.py).
    "api:root": (ALL, NONE),
    "api:schema": (ALL, NONE),
    "api:docs": (ALL, NONE),
    "api:challenge": (ALL, NONE),
    "api:areas": (ALL, NONE),
    "api:places": (ALL, NONE),
    "api:parcels": (ALL, NONE),
    "api:area": (ALL, NONE),
    "api:consultations": (ALL, NONE),
    "api:consultation": (ALL, NONE),
    "api:layer": (ALL, NONE),
    "api:layer-image": (ALL, NONE),
    "api:submissions": (NONE, ALL),
    "api:survey": (ALL, NONE),
    "api:answers": (NONE, ALL),
    "api:photos": (NONE, ALL),
    "api:remarks": (ALL, NONE),
    "api:remark": (ALL, NONE),
    "api:support": (ALL, ALL),
    "api:replies": (ALL, ALL),
    "api:reply": (NONE, NONE),
    "api:report": (NONE, ALL),
    "api:tile": (ALL, NONE),
    "api:map": (ALL, NONE),
    "api:counts": (ALL, NONE),
    "api:heat": (ALL, NONE),
    "api:observatory": (ALL, NONE),
    "api:trend": (ALL, NONE),
    "api:export": (ALL, NONE),
}
# Of django-allauth: there for whoever is not signed in yet; what comes of it is held by tests/accounts.
DOORSTEP = [
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "mfa_authenticate",
]
# Each works on the account of whoever is signed in, and on no other.
OWN_ACCOUNT = [
    "accounts:delete",
    "accounts:mailbox",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "usersessions_list",
]
