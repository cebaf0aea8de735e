from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "chungtay.cases"
    verbose_name = "Vụ việc"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chungtay.people.rearranging import goes_along

        goes_along("cases")
