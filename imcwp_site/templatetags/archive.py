"""What templates of every section need; loaded as a builtin."""

from django import template

register = template.Library()
