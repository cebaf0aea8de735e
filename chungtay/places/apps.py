from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "chungtay.places"
    verbose_name = "Đơn vị"
    default_auto_field = "django.db.models.BigAutoField"
