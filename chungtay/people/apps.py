from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "chungtay.people"
    verbose_name = "Nhân lực"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chungtay.people import forgetting, rearranging  # noqa: F401 (register their jobs)
