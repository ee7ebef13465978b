"""The tabs of the review: the chart that is hosted, the template, its parameters, what it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from gui.preview.hook_chart import HookChartPreview
from gui.preview.parameters import ParametersPreview
from gui.preview.planned import PlannedPreview
from gui.preview.template import TemplatePreview
from gui.theme import M

if TYPE_CHECKING:
    from core.chart.model import Rendering
    from core.delivery.model import Bundle


class Previews(QTabWidget):
    """Shows one bundle in four ways."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Previews"))
        self.template = TemplatePreview()
        self.hook_chart = HookChartPreview()
        self.parameters = ParametersPreview()
        self.planned = PlannedPreview()
        for page, title in (
            (self.hook_chart, self.tr("Hook chart")),
            (self.template, self.tr("ROS template")),
            (self.parameters, self.tr("Parameters")),
            (self.planned, self.tr("What will be created")),
        ):
            page.setContentsMargins(0, M, 0, 0)
            self.addTab(page, title)

    def show_bundle(self, bundle: Bundle, hook_rendering: Rendering | None = None) -> None:
        """Show a bundle, and what its hook chart renders."""
        hosted = bundle.hosted
        self.setTabText(
            0, hosted.name if hosted and hook_rendering is None else self.tr("Hook chart")
        )
        self.hook_chart.show_chart(hosted, hook_rendering)
        self.template.show_template(bundle.template_text, bundle.template)
        self.parameters.show_bundle(bundle)
        self.planned.forget()
