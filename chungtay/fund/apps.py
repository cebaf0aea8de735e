from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "chungtay.fund"
    verbose_name = "Quỹ Bảo trợ trẻ em"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chungtay.people.rearranging import goes_along

        goes_along("fund")
