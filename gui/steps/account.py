"""The first step: rehearse on this computer, or deploy with an Alibaba Cloud account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from core.errors import Problem, say
from core.plan.regions import REGIONS
from core.wizard.flow import Findings
from core.wizard.steps import Step
from gui.steps.base import Field, StepPage, scrolled
from gui.steps.new_profile import NewProfile
from gui.theme import XL, L, M, S, Tone
from gui.widgets.card import Choice, ChoiceCard
from gui.widgets.empty_state import EmptyState
from gui.widgets.parts import IconLabel, Label, button, column, evenly, panel, row
from gui.widgets.steady import SteadyComboBox
from gui.widgets.table import Column, SearchTable
from gui.words import problem_words, said, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.cloud.accounts import Accounts, Kept, Profile
    from core.cloud.sts import Identity
    from core.errors import Sentence
    from gui.background import Task
    from gui.wizard import Wizard

REHEARSE, CLOUD = "rehearse", "cloud"
PROFILES_HEIGHT = 150


@dataclass(frozen=True)
class _TakenOver:
    """What became of an import: the profile to choose, and which were left, and why."""

    choose: str = ""
    left: tuple[tuple[str, Sentence], ...] = ()


@dataclass(frozen=True)
class _Known:
    profiles: tuple[Profile, ...]
    where_kept: Sentence
    taken_over: _TakenOver


class AccountPage(StepPage):
    """Two cards; below them what the chosen one means or asks."""

    step = Step.ACCOUNT

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(
            wizard,
            self.tr("Account"),
            self.tr("Where this plan is deployed: here to try it, or in the cloud for real."),
        )
        self._rehearse = ChoiceCard(
            REHEARSE,
            "laptop",
            self.tr("Rehearse on this computer"),
            self.tr("The whole deployment, with no account and no costs."),
        )
        self._cloud = ChoiceCard(
            CLOUD,
            "cloud",
            self.tr("Alibaba Cloud"),
            self.tr("ROS creates the stack in your account, in your ACK cluster."),
        )
        self._known: _Known | None = None
        self._choice = Choice((self._rehearse, self._cloud), self)
        self._choice.changed.connect(self._take_place)
        self._rehearsal = self._made_rehearsal()
        self._profiles = self._made_profiles()
        self._area = scrolled(
            column(
                evenly(self._rehearse, self._cloud, space=L),
                self._rehearsal,
                self._profiles,
                None,
                space=XL,
            )
        )
        self.body.addWidget(self._area)

    def refresh(self) -> None:
        """Show which card is chosen and what belongs to it."""
        draft = self.wizard.draft
        self._choice.show_chosen(REHEARSE if draft.rehearse else CLOUD)
        self._rehearsal.setVisible(draft.rehearse)
        self._profiles.setVisible(not draft.rehearse)
        place = self._region.findData(draft.account.region)
        if place != self._region.currentIndex():
            self._region.setCurrentIndex(place)
        self._judge()

    def enter(self) -> None:
        """Fetch the profiles; the keyring may take its time."""
        self._fetch_profiles()

    def first_focus(self) -> QWidget:
        """Return the card that is chosen."""
        return self._rehearse if self.wizard.draft.rehearse else self._cloud

    def _take_place(self, key: str) -> None:
        self.wizard.answer(rehearse=key == REHEARSE)
        if key == CLOUD:
            self._fetch_profiles()

    def _made_rehearsal(self) -> QWidget:
        lines = (
            ("check", self.tr("ROS and a Kubernetes API run on this computer, for you alone.")),
            ("check", self.tr("Your chart goes through the real Helm, with the real template.")),
            ("check", self.tr("Failures, outputs and deletion look as they will in the cloud.")),
            ("info", self.tr("The chart's own containers do not run: its objects are made.")),
        )
        tones = {"check": Tone.OK, "info": Tone.MUTED}
        rows = [
            row(IconLabel(name, tones[name], 16), Label(text), space=S, fill=1)
            for name, text in lines
        ]
        return panel(column(Label(self.tr("What a rehearsal does"), "section"), *rows, space=S))

    def _made_profiles(self) -> QWidget:
        columns: list[Column[Profile]] = [
            Column(self.tr("Profile"), lambda profile: profile.name),
            Column(self.tr("AccessKey"), lambda profile: profile.key_hint, width=160),
            Column(self.tr("Region"), lambda profile: profile.region, width=150),
            Column(self.tr("Role"), lambda profile: profile.role_arn or "", width=160),
        ]
        self._table = SearchTable(self.tr("Profiles"), columns, search=False)
        self._table.setFixedHeight(PROFILES_HEIGHT)
        self._table.chosen.connect(self._choose)
        self._empty = EmptyState(
            "key", self.tr("No profile yet. Add one, or take one over from the aliyun CLI.")
        )
        self._empty.setFixedHeight(PROFILES_HEIGHT)
        self._new = NewProfile()
        self._new.hide()
        self._new.given.connect(self._add)
        self._where = Label(kind="hint", tone=Tone.MUTED)
        self._verified = Label()
        self._verify = button(self.tr("Verify"), self._ask_who, icon="check-circle")
        self._remove = button(self.tr("Remove"), self._forget, kind="danger", icon="trash")
        actions = row(
            button(self.tr("New profile"), self._open_form, icon="plus"),
            button(self.tr("Import from aliyun CLI"), self._import, icon="download"),
            self._remove,
            None,
            self._verify,
            space=S,
        )
        return panel(
            column(
                column(self._table, self._empty, actions, self._verified, self._where, space=M),
                self._new,
                self._made_region(),
                space=XL,
            )
        )

    def _open_form(self) -> None:
        self._new.open_form()
        # Once it has been laid out.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._new))

    def _made_region(self) -> Field:
        self._region = SteadyComboBox()
        self._region.setEditable(True)
        self._region.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        chinese = QLocale().language() == QLocale.Language.Chinese
        for identity, region in REGIONS.items():
            name = region.zh if chinese else region.en
            self._region.addItem(f"{name} · {identity}", identity)
        if completer := self._region.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self._region.activated.connect(self._take_region)
        self._region_field = Field(self.tr("Region"), self._region, self.tr("Type to search."))
        self._region_field.left.connect(self._leave_region)
        return self._region_field

    def _leave_region(self) -> None:
        """Take the one region that what was typed can mean, or say that none is called so."""
        typed = self._region.currentText().strip().lower()
        texts = [self._region.itemText(place).lower() for place in range(self._region.count())]
        meant = [place for place, text in enumerate(texts) if typed in text.split(" · ")]
        meant = meant or [place for place, text in enumerate(texts) if typed in text]
        if typed and len(meant) == 1:
            self._region.setCurrentIndex(meant[0])
            self._take_region()
        else:
            self._judge()

    @property
    def _no_region(self) -> tuple[Problem, ...]:
        """Return what is wrong with a region that was typed."""
        typed = self._region.currentText()
        if self.wizard.draft.rehearse or self._region.findText(typed) >= 0:
            return ()
        what = say("No region is called {name}.", name=typed)
        return (Problem("account.region", what, say("Choose one from the list.")),)

    def _take_region(self) -> None:
        account = self.wizard.draft.account
        region = self._region.currentData()
        self.wizard.answer(account=account.model_copy(update={"region": region}))

    def _choose(self, profile: Profile) -> None:
        self._verified.setText("")
        chosen = {"profile": profile.name}
        if profile.name != self.wizard.draft.account.profile:
            chosen["region"] = profile.region
        self.wizard.answer(account=self.wizard.draft.account.model_copy(update=chosen))

    def _fetch_profiles(self, change: Callable[[], _TakenOver | None] | None = None) -> None:
        services = self.wizard.services

        def work(_task: Task) -> _Known:
            changed = change() if change else None
            accounts = services.accounts
            return _Known(accounts.profiles(), accounts.where_kept, changed or _TakenOver())

        self.wait_for("profiles", self.tr("Asking the keyring…"))
        self.wizard.background.run("profiles", work, self._show_profiles, failed=self.fail)

    def _show_profiles(self, known: _Known) -> None:
        self.busy.stop()
        self.settled.emit()
        self._known = known
        self._judge()
        self._where.setText(words(known.where_kept))
        self._table.show_rows(known.profiles)
        self._table.setVisible(bool(known.profiles))
        self._empty.setVisible(not known.profiles)
        wanted = known.taken_over.choose or self.wizard.draft.account.profile
        found = self._table.choose(lambda profile: profile.name == wanted)
        if not found and not self.wizard.draft.rehearse and known.profiles:
            self._table.choose(lambda profile: profile == known.profiles[0])
        for each in (self._verify, self._remove):
            each.setEnabled(bool(known.profiles))
        if known.taken_over.left:  # after choosing, which clears what was said of another
            self._say_left(known.taken_over)

    def _say_left(self, taken_over: _TakenOver) -> None:
        left = "; ".join(f"{name}: {words(why)}" for name, why in taken_over.left)
        self._verified.setText(self.tr("Not taken over: {profiles}.").format(profiles=left))
        self._verified.set_tone(Tone.WARN)

    def _judge(self) -> None:
        """Refuse a profile that is not there."""
        account = self.wizard.draft.account
        known = self._known is None or any(p.name == account.profile for p in self._known.profiles)
        problems = () if self._region.hasFocus() else self._no_region
        self._region_field.say(" ".join(map(problem_words, problems)))
        if account.profile and not known and not self.wizard.draft.rehearse:
            what = say("No profile is called {name}.", name=account.profile)
            chosen = Problem("account.profile", what, say("Choose one, or add one."))
            problems = (chosen, *problems)
        if problems != self.wizard.flow.findings.get(Step.ACCOUNT, Findings()).problems:
            self.wizard.found(Step.ACCOUNT, Findings(problems))

    def _add(self) -> None:
        profile, credentials = self._new.answer(self.wizard.draft.account.region)
        services = self.wizard.services

        def added(_kept: Kept) -> None:
            self._new.close_form()
            self._known = None
            account = self.wizard.draft.account
            self.wizard.answer(account=account.model_copy(update={"profile": profile.name}))
            self._fetch_profiles()

        self.wizard.background.run(
            "add profile",
            lambda _task: services.accounts.add(profile, credentials),
            added,
            failed=self.fail,
        )

    def _forget(self) -> None:
        if profile := self._table.current:
            services = self.wizard.services
            self._fetch_profiles(lambda: services.accounts.remove(profile.name))

    def _import(self) -> None:
        services = self.wizard.services
        self._verified.setText("")
        self._fetch_profiles(lambda: _taken_over(services.accounts))

    def _ask_who(self) -> None:
        if profile := self._table.current:
            services = self.wizard.services
            self.wait_for("verify", self.tr("Asking STS whose AccessKey this is…"))
            self.wizard.background.run(
                "verify",
                lambda _task: services.accounts.verify(profile.name),
                self._say_who,
                failed=self._say_refused,
            )

    def _say_who(self, identity: Identity) -> None:
        self.busy.stop()
        text = self.tr("Account {account}, signed in as {user}.")
        self._verified.setText(text.format(account=identity.account_id, user=identity.user))
        self._verified.set_tone(Tone.OK)

    def _say_refused(self, error: Exception) -> None:
        self.busy.stop()
        self._verified.setText(" ".join(said(error)))
        self._verified.set_tone(Tone.BAD)


def _taken_over(accounts: Accounts) -> _TakenOver:
    """Take over what can be of the aliyun command line's profiles; say what cannot."""
    from core.cloud.aliyun_cli import (
        aliyun_config,
        read_aliyun_profiles,
    )
    from core.cloud.errors import BadAccountName

    found = read_aliyun_profiles(aliyun_config())
    left = [(each.name, each.why) for each in found.others]
    taken = set()
    for each in found.importable:
        try:
            accounts.add(each.profile, each.credentials)
            taken.add(each.profile.name)
        except BadAccountName as error:
            left.append((each.profile.name, error.sentence))
    return _TakenOver(found.current if found.current in taken else "", tuple(left))
