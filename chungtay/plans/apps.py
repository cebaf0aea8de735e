from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "chungtay.plans"
    verbose_name = "Kế hoạch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chungtay.people.rearranging import goes_along

        goes_along("plans")
