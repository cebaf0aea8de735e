from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "chungtay.support"
    verbose_name = "Trợ giúp"
    default_auto_field = "django.db.models.BigAutoField"
