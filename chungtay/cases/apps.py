from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "chungtay.cases"
    verbose_name = "Vụ việc"
    default_auto_field = "django.db.models.BigAutoField"
