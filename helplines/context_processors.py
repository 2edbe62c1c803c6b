def help_strip(request):
    return {"help_strip": []}
