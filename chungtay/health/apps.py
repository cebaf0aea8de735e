from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "chungtay.health"
    verbose_name = "Sức khỏe"
    default_auto_field = "django.db.models.BigAutoField"
