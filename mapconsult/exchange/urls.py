from django.urls import path

from mapconsult.exchange import calendars, feeds

app_name = "exchange"
urlpatterns = [
    path("kalendarz.ics", calendars.calendar, name="calendar"),
    path("konsultacje/<slug:slug>/kalendarz.ics", calendars.calendar_of, name="calendar-of"),
    path("konsultacje.atom", feeds.consultations_atom, name="consultations-atom"),
    path("konsultacje/<slug:slug>/uwagi.atom", feeds.remarks_atom, name="remarks-atom"),
    path("konsultacje/<slug:slug>/uwagi.rss", feeds.remarks_rss, name="remarks-rss"),
]
