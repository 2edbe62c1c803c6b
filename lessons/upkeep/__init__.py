"""What published content needs: facts to check again, translations, links, mended rules.

Read by the reports in the editor and by `manage.py check_content`.
"""
