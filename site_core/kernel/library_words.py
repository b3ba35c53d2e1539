"""Sentences of Wagtail's admin that Kikalu says otherwise in French.

Nothing here runs: `make messages` finds the sentences and our catalogue, read last, prevails. Said
otherwise are wrong translations, words that are another word of ours (a review is « relecture », a
locale « langue », the referents review), doubled genders and « Êtes-vous sûr(e) ».
"""

from django.utils.translation import gettext_noop, ngettext_lazy

SENTENCES = (
    gettext_noop("%(model_name)s '%(object)s' created and submitted for moderation."),
    gettext_noop("%(model_name)s '%(object)s' created."),
    gettext_noop("%(model_name)s '%(object)s' deleted."),
    gettext_noop("%(model_name)s '%(object)s' has been submitted for moderation."),
    gettext_noop("%(model_name)s '%(object)s' updated."),
    gettext_noop("'%(object)s' unpublished."),
    gettext_noop("'%(workflow)s' started. Next step '%(task)s'"),
    gettext_noop("<b>'{title}' is locked</b> by <b>you</b>."),
    gettext_noop("<b>'{title}' is locked</b>."),
    gettext_noop("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    gettext_noop("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    gettext_noop("0 minutes"),
    gettext_noop("Add %(label)s"),
    gettext_noop("Add %(model_name)s"),
    gettext_noop("Any"),
    gettext_noop("Anyone can edit this %(model_name)s"),
    gettext_noop("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    gettext_noop("Approved at '%(task)s'. '%(workflow)s' complete"),
    gettext_noop("Are you sure you want to delete these pages?"),
    gettext_noop("Are you sure you want to delete this %(model_name)s?"),
    gettext_noop("Are you sure you want to delete this page?"),
    gettext_noop("Are you sure you want to move these pages?"),
    gettext_noop(
        "Are you sure you want to move this page and all of its children into '%(title)s'?"
    ),
    gettext_noop("Are you sure you want to move this page into '%(title)s'?"),
    gettext_noop("Are you sure you want to publish these pages?"),
    gettext_noop("Are you sure you want to unpublish these pages?"),
    gettext_noop("Are you sure you want to unpublish this %(model_name)s?"),
    gettext_noop("Are you sure you want to unpublish this page?"),
    gettext_noop("Available in %(translations_total)s locales"),
    gettext_noop("Cancel workflow "),
    gettext_noop("Cancelled '%(workflow)s' at '%(task)s'"),
    gettext_noop(
        "Choose a locale to synchronise content from. Any existing and future content authored "
        "in the selected locale will be automatically copied to this one."
    ),
    gettext_noop("Choose another"),
    gettext_noop("Choose when this %(model_name)s should go live and/or expire"),
    gettext_noop("Correct the validation errors to resume preview (saving will highlight errors)"),
    gettext_noop("Create a new %(model_name)s"),
    gettext_noop("Created"),
    gettext_noop("Current page status:"),
    gettext_noop("Date updated"),
    gettext_noop("Deleted"),
    gettext_noop("Draft saved"),
    gettext_noop("Go to Wagtail admin"),
    gettext_noop("In Moderation"),
    gettext_noop("in moderation"),
    gettext_noop("live + in moderation"),
    gettext_noop("just now"),
    gettext_noop("Locale"),
    gettext_noop("locale"),
    gettext_noop("Locale: "),
    gettext_noop("Locales"),
    gettext_noop("Locked"),
    gettext_noop("Locked at <b>%(locking_date)s</b>"),
    gettext_noop("Locked by <b>%(locked_by)s</b> at <b>%(locking_date)s</b>"),
    gettext_noop("Locked by <b>you</b> at <b>%(locking_date)s</b>"),
    gettext_noop("Locked by another user"),
    gettext_noop("Locked by schedule"),
    gettext_noop("Locked by workflow"),
    gettext_noop("Locked by you"),
    gettext_noop("Locking status"),
    gettext_noop("Log out"),
    gettext_noop("Moved"),
    gettext_noop("New slug"),
    gettext_noop("New: %(model_name)s"),
    gettext_noop("No %(model_name)s match your query."),
    gettext_noop("No one can make changes while the %(model_name)s is locked"),
    gettext_noop("Oldest"),
    gettext_noop("One or more references to this %(model_name)s prevent it from being deleted."),
    gettext_noop("Only %(user)s can make changes while the %(model_name)s is locked"),
    gettext_noop("Only reviewers can edit and approve the %(model_name)s"),
    gettext_noop("Only reviewers for this task can edit the %(model_name)s."),
    gettext_noop("Only you can make changes while the %(model_name)s is locked"),
    gettext_noop("Page '%(page_title)s' created and submitted for moderation."),
    gettext_noop("Page '%(page_title)s' has been submitted for moderation."),
    gettext_noop("Promote"),
    gettext_noop("Published"),
    gettext_noop("Published '{object}' in {locale} with missing translations - see below."),
    gettext_noop("Published '{object}' in {locale}."),
    gettext_noop("Publishing this %(model_name)s will cancel the current workflow."),
    gettext_noop("Publishing this page will cancel the current workflow."),
    gettext_noop("Reject"),
    gettext_noop("Rejected"),
    gettext_noop("Rejected at '%(task)s'. Changes requested"),
    gettext_noop("Renamed"),
    gettext_noop("Report this error to your website administrator with the following information:"),
    gettext_noop("Restart workflow "),
    gettext_noop("Resubmit to %(task_name)s"),
    gettext_noop("Resubmitted '%(task)s'. Workflow resumed"),
    gettext_noop(
        "Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"
    ),
    gettext_noop("Sent to %(task_name)s %(started_at)s"),
    gettext_noop("Skip to main content"),
    gettext_noop("slug"),
    gettext_noop("Search all pages…"),
    gettext_noop("Started at"),
    gettext_noop("Started at <b>%(started_at)s</b>"),
    gettext_noop("Status"),
    gettext_noop("status"),
    gettext_noop("Status %(status)s"),
    gettext_noop("Status: "),
    gettext_noop("Submit for moderation"),
    gettext_noop("Submit to %(workflow_name)s"),
    gettext_noop("Switch locales"),
    gettext_noop("Synchronise content from another locale"),
    gettext_noop("Text editing"),
    gettext_noop("The %(model_name)s could not be created due to errors."),
    gettext_noop("The %(model_name)s could not be saved as it is locked"),
    gettext_noop("The %(model_name)s could not be saved due to errors."),
    gettext_noop(
        "The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"
    ),
    gettext_noop(
        "The page '%(page_title)s' is not currently awaiting moderation in task '%(task_name)s'."
    ),
    gettext_noop("The page '%(page_title)s' is not currently awaiting moderation."),
    gettext_noop(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the "
        "slug is unique and try again."
    ),
    gettext_noop(
        "The slug '%(page_slug)s' is already in use within the parent page at "
        "'%(parent_url_path)s'."
    ),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page."),
    gettext_noop("This %(model_name)s hasn't been submitted for moderation yet"),
    gettext_noop(
        "This %(model_name)s is currently at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    gettext_noop("This %(model_name)s is currently awaiting moderation."),
    gettext_noop(
        "This %(model_name)s was marked as needing changes at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    gettext_noop("This page hasn't been submitted for moderation yet"),
    gettext_noop(
        "This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."
    ),
    gettext_noop(
        "This page was marked as needing changes at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    gettext_noop(
        'This slug is already in use within the context of its parent page "%(parent_page_title)s"'
    ),
    gettext_noop(
        "This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> "
        "workflow."
    ),
    gettext_noop("Timeline"),
    gettext_noop("Toggle status"),
    gettext_noop("Unlocked"),
    gettext_noop("Wagtail %(current_version)s editor guide"),
    gettext_noop("Workflow"),
    gettext_noop("workflow"),
    gettext_noop("Workflow cancelled"),
    gettext_noop("Workflow completed"),
    gettext_noop("Workflow history"),
    gettext_noop("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    gettext_noop("Workflow on %(model_name)s '%(object)s' has been restarted."),
    gettext_noop("Workflow on page '%(page_title)s' has been cancelled."),
    gettext_noop("Workflow on page '%(page_title)s' has been restarted."),
    gettext_noop("Workflow progress"),
    gettext_noop("Workflow started"),
    gettext_noop("Workflow state"),
    gettext_noop("workflow state"),
    gettext_noop("Workflow states"),
    gettext_noop("Workflow task approved"),
    gettext_noop("Workflow task rejected. Workflow complete"),
    gettext_noop("Workflow task resubmitted. Workflow resumed"),
    gettext_noop("Workflow: approve task"),
    gettext_noop("Workflow: cancel"),
    gettext_noop("Workflow: reject task"),
    gettext_noop("Workflow: resume task"),
    gettext_noop("Workflow: start"),
    gettext_noop("workflows"),
    gettext_noop("Would you still like to publish this %(model_name)s?"),
    gettext_noop("Would you still like to publish this page?"),
    gettext_noop(
        "You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> "
        "by %(user)s"
    ),
    gettext_noop("{} locales"),
    gettext_noop(
        "Pages created here will not be accessible at any URL. To add pages to an existing site, "
        "create them as children of the homepage."
    ),
    ngettext_lazy("Referenced %(count)s time", "Referenced %(count)s times", "count"),
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
        "usage_count",
    ),
)
