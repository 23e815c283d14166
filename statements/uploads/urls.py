from django.contrib import admin
from django.urls import path

from statements.uploads import views

# Pages of the desk: each asks for an editor who has signed in.
urlpatterns = [
    path(f"import/{address}", admin.site.admin_view(view), name=name)
    for address, view, name in (
        ("", views.send, "imports"),
        ("<slug:name>/", views.show, "import"),
        ("<slug:name>/rehearse/", views.rehearse, "import-rehearse"),
        ("<slug:name>/take-over/", views.take_over, "import-take-over"),
        ("<slug:name>/stop/", views.stop, "import-stop"),
        ("<slug:name>/throw-away/", views.throw_away, "import-throw-away"),
        ("<slug:name>/report.jsonl", views.report_lines, "import-report-lines"),
        ("<slug:name>/report.csv", views.report_table, "import-report-table"),
    )
]
