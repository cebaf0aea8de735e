from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "chungtay.demo"
    verbose_name = "Trình diễn"
    default_auto_field = "django.db.models.BigAutoField"
