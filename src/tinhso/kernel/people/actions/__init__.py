"""Every write of the people room: persons, accounts, posts, and the roles' book."""

from tinhso.kernel.people.actions.accounts import (
    EnrolmentError,
    close_account,
    create_administrator,
    issue_enrolment,
    open_account,
    redeem_enrolment,
    reopen_account,
    reset_sign_in,
    sign_in_as_demonstration,
)
from tinhso.kernel.people.actions.persons import (
    StillInOfficeError,
    build_person,
    correct_person,
    enter_person,
    forget_person,
    read_people,
    read_person,
    same_person,
)
from tinhso.kernel.people.actions.posts import (
    AlreadyAppointedError,
    AppointmentError,
    appoint,
    end_appointment,
    succeed_memberships,
)
from tinhso.kernel.people.actions.rolebook import enter_roles
from tinhso.kernel.people.actions.rotating import (
    reseal,
    rotate_keys,
    rotate_persons,
    rotate_second_factors,
)
from tinhso.kernel.people.actions.staff import NewOfficial, Slip, import_staff
from tinhso.kernel.people.actions.substitutions import (
    SubstitutionError,
    end_substitution,
    substitute,
)

__all__ = [
    "AlreadyAppointedError",
    "AppointmentError",
    "EnrolmentError",
    "NewOfficial",
    "Slip",
    "StillInOfficeError",
    "SubstitutionError",
    "appoint",
    "build_person",
    "close_account",
    "correct_person",
    "create_administrator",
    "end_appointment",
    "end_substitution",
    "enter_person",
    "enter_roles",
    "forget_person",
    "import_staff",
    "issue_enrolment",
    "open_account",
    "read_people",
    "read_person",
    "redeem_enrolment",
    "reopen_account",
    "reseal",
    "reset_sign_in",
    "rotate_keys",
    "rotate_persons",
    "rotate_second_factors",
    "same_person",
    "sign_in_as_demonstration",
    "substitute",
    "succeed_memberships",
]
