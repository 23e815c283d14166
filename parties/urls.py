from django.urls import path

from parties import views

app_name = "parties"

urlpatterns = [
    path("", views.PartyListView.as_view(), name="list"),
    path("<slug:slug>/", views.PartyView.as_view(), name="party"),
]
