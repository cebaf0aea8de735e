from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "chungtay.people"
    verbose_name = "Nhân lực"
    default_auto_field = "django.db.models.BigAutoField"
