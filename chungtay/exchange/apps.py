from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "chungtay.exchange"
    verbose_name = "Trao đổi dữ liệu"
    default_auto_field = "django.db.models.BigAutoField"
