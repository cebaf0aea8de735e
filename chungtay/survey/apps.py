from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "chungtay.survey"
    verbose_name = "Điều tra, rà soát"
    default_auto_field = "django.db.models.BigAutoField"
