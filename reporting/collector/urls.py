app_name = "collector"
urlpatterns: list = []
