"""Addresses of the survey."""

from django.urls import path

from chungtay.web.pages import survey, survey_rechecks, survey_visits

urlpatterns = [
    path("dieu-tra/", survey.rounds, name="survey_rounds"),
    path("dieu-tra/mo/", survey.open_round, name="survey_open"),
    path("dieu-tra/nhap/", survey_visits.keying, name="survey_keying"),
    path("dieu-tra/dot/<int:pk>/", survey.survey_round, name="survey_round"),
    path("dieu-tra/dot/<int:pk>/hinh.svg", survey.round_chart, name="survey_chart"),
    path("dieu-tra/dot/<int:pk>/giao/", survey.assign, name="survey_assign"),
    path("dieu-tra/dot/<int:pk>/giao-het/", survey.propose, name="survey_propose"),
    path("dieu-tra/dot/<int:pk>/phuc-tra/", survey_rechecks.samples, name="survey_samples"),
    path("dieu-tra/thon/<int:pk>/", survey_visits.area, name="survey_area"),
    path("dieu-tra/thon/<int:pk>/buoc/", survey_visits.step, name="survey_step"),
    path("dieu-tra/thon/<int:pk>/so-giay/", survey_visits.book, name="survey_book"),
    path("dieu-tra/thon/<int:pk>/thay-doi/", survey_visits.changes, name="survey_changes"),
    path("dieu-tra/thon/<int:pk>/tre-moi/", survey_visits.new_child, name="survey_new_child"),
    path("dieu-tra/tre/<int:pk>/", survey_visits.visit, name="survey_visit"),
    path("dieu-tra/phuc-tra/<int:pk>/", survey_rechecks.sample, name="survey_sample"),
    path("dieu-tra/phuc-tra/<int:pk>/hinh.svg", survey_rechecks.error_chart, name="survey_errors"),
    path(
        "dieu-tra/phuc-tra/<int:pk>/<int:number>/", survey_rechecks.recheck, name="survey_recheck"
    ),
]
