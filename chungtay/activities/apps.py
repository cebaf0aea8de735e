from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "chungtay.activities"
    verbose_name = "Hoạt động"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chungtay.people.rearranging import goes_along

        goes_along("activities")
