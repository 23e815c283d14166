from django.urls import path

from meetings import views

app_name = "meetings"

urlpatterns = [
    path("meetings/", views.MeetingListView.as_view(), name="list"),
    path("meetings/participation/", views.ParticipationView.as_view(), name="participation"),
    path("meetings/participation.csv", views.participation_table, name="participation-table"),
    path("meetings/<slug:slug>/", views.MeetingView.as_view(), name="meeting"),
    path("meetings/<slug:slug>/parties/", views.MeetingPartiesView.as_view(), name="parties"),
    path("map/", views.map_view, name="map"),
    path("working-group/", views.WorkingGroupView.as_view(), name="working-group"),
]
