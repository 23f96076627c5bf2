"""The addresses of this room; its pages are called by references and user names, never by numbers."""

from __future__ import annotations

from django.urls import path

from bureau.people.views import accounts, holdings, own, savedviews, signing, switches, units

app_name = "people"

urlpatterns = [
    path("login/", signing.login, name="login"),
    path("logout/", signing.logout, name="logout"),
    path("switch/text-size/", switches.switch_text_size, name="switch-text-size"),
    path("switch/language/", switches.switch_language, name="switch-language"),
    path("switch/unit/", switches.switch_unit, name="switch-unit"),
    path("own/", own.own_account, name="own-account"),
    path("own/preferences/", own.choose_preferences, name="choose-preferences"),
    path("own/password/", own.change_password, name="change-password"),
    path("own/sign-out-everywhere/", own.sign_out_everywhere, name="sign-out-everywhere"),
    path("own/views/save/", savedviews.save_view, name="save-view"),
    path("own/views/<uuid:key>/rename/", savedviews.rename_view, name="rename-view"),
    path("own/views/<uuid:key>/remove/", savedviews.remove_view, name="remove-view"),
    path("units/", units.units, name="units"),
    path("units/open/", units.open_unit, name="open-unit"),
    path("units/<str:reference>/", units.unit, name="unit"),
    path("units/<str:reference>/amend/", units.amend_unit, name="amend-unit"),
    path("units/<str:reference>/move/", units.move_unit, name="move-unit"),
    path("units/<str:reference>/close/", units.close_unit, name="close-unit"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/open/", accounts.open_account, name="open-account"),
    path("accounts/<str:username>/", accounts.account, name="account"),
    path("accounts/<str:username>/amend/", accounts.amend_account, name="amend-account"),
    path("accounts/<str:username>/close/", accounts.close_account, name="close-account"),
    path("accounts/<str:username>/reopen/", accounts.reopen_account, name="reopen-account"),
    path("accounts/<str:username>/reset-password/", accounts.reset_password, name="reset-password"),
    path("accounts/<str:username>/roles/grant/", holdings.grant_role, name="grant-role"),
    path("accounts/<str:username>/roles/<uuid:key>/withdraw/", holdings.withdraw_role, name="withdraw-role"),
    path("accounts/<str:username>/delegations/make/", holdings.make_delegation, name="make-delegation"),
    path("roles/", holdings.roles, name="roles"),
    path("delegations/", holdings.delegations, name="delegations"),
    path("delegations/<uuid:key>/withdraw/", holdings.withdraw_delegation, name="withdraw-delegation"),
]
