from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "chungtay.children"
    verbose_name = "Trẻ em"
    default_auto_field = "django.db.models.BigAutoField"
