"""The answer to a platform whose teacher picked a module: a signed link to it."""

from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource

from curriculum.exchange.lti import launch_url
from curriculum.models import LtiLaunch, ModulePage


class WindowLink(DeepLinkResource):
    """A link that asks for a window of its own: our pages show in nobody's frame."""

    def to_dict(self) -> dict:
        return {**super().to_dict(), "window": {"targetName": "_blank"}}


def sign_link(*, launch: LtiLaunch, module: ModulePage, title: str) -> str:
    """The token that tells a platform which module was picked.

    Args:
        launch: one that asked to pick.
        module: the Korean page.
        title: as the link is called in the course.
    """
    deployment = launch.deployment
    link = WindowLink().set_title(title).set_url(launch_url())
    link.set_custom_params({"module": str(module.translation_key)})
    answer = DeepLink(
        deployment.registration.to_registration(),
        deployment.deployment_id,
        {"data": launch.return_data},
    )
    message = answer.get_message_jwt([link])
    if not launch.return_data:
        del message["https://purl.imsglobal.org/spec/lti-dl/claim/data"]
    return answer.encode_jwt(message)
