from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chungtay.web"
    verbose_name = "Trang"
    default_auto_field = "django.db.models.BigAutoField"
