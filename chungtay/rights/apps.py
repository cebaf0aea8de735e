from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "chungtay.rights"
    verbose_name = "Dữ liệu cá nhân"
    default_auto_field = "django.db.models.BigAutoField"
