from __future__ import annotations

import pytest

from extract.fetch.links import base_address, identity, may_be_pdf, resolve, same_host, spell

CMIS = "https://cmis.example.gov.uk/cmis5/Document.ashx?czJK="


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{CMIS}a%2fb%2Bc%3d%3d", f"{CMIS}a%2Fb%2bc%3D%3D"),
        (f"{CMIS}a/b%2Bc==", f"{CMIS}a%2Fb%2Bc%3D%3D"),
        (f"{CMIS}a/b+c==", f"{CMIS}a%2Fb%2Bc%3D%3D"),
        (f"{CMIS}x&rUzw%2BZ3%3d%3d=y", f"{CMIS}x&rUzw+Z3===y"),
        (f"{CMIS}x", f"{CMIS.replace('cmis5', 'CMIS5')}x"),
        (f"{CMIS}x", f"{CMIS.replace('https', 'http')}x"),
        ("https://a.gov.uk/documents/s1/Budget 13th-Feb.pdf", "https://a.gov.uk/documents/s1/Budget%2013th-Feb.pdf"),
        ("https://A.gov.uk:443/documents/s1/x.pdf", "https://a.gov.uk/documents/s1/x.pdf"),
    ],
)
def test_copies_of_a_link_are_one_address(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{CMIS}aB", f"{CMIS}ab"),
        ("https://a.gov.uk/mgConvert2PDF.aspx?ID=1", "https://a.gov.uk/mgConvert2PDF.aspx?ID=2"),
        ("https://a.gov.uk:8080/x", "https://a.gov.uk/x"),
    ],
)
def test_different_addresses_stay_apart(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("documents/s7942/polc2 - 23.09.2015.pdf", "https://a.gov.uk/mg/documents/s7942/polc2%20-%2023.09.2015.pdf"),
        ("documents/s1/10% off.pdf", "https://a.gov.uk/mg/documents/s1/10%25%20off.pdf"),
        ("documents/s1/Report #3.pdf", "https://a.gov.uk/mg/documents/s1/Report%20%233.pdf"),
        ("/mg/documents/s1/x.pdf#page=3", "https://a.gov.uk/mg/documents/s1/x.pdf"),
        ("http://a.gov.uk/mg/mgConvert2PDF.aspx?ID=1", "https://a.gov.uk/mg/mgConvert2PDF.aspx?ID=1"),
        ("https://b.gov.uk/x.pdf", None),
        ("mailto:clerk@a.gov.uk", None),
        ("javascript:void(0)", None),
        ("http://[bad/", None),
    ],
)
def test_links_resolve_within_the_site_only(href: str, address: str | None) -> None:
    assert resolve("https://a.gov.uk/mg/ieListDocuments.aspx?CId=1", href) == address


def test_spelling_is_stable() -> None:
    address = "https://a.gov.uk/documents/g1/Agenda frontsheet 04th-Mar-2025 10.00 Caf%E9 & Co.pdf?T=0"
    assert spell(spell(address)) == spell(address)


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://a.gov.uk/", "https://a.gov.uk"),
        ("https://a.gov.uk/moderngov/mgWebService.asmx", "https://a.gov.uk/moderngov"),
        ("https://a.gov.uk/cmis5/Meetings.aspx", "https://a.gov.uk/cmis5"),
        (" https://a.gov.uk/cmis5 ", "https://a.gov.uk/cmis5"),
    ],
)
def test_the_folder_of_a_site_is_taken_from_what_people_paste(given: str, base: str) -> None:
    assert base_address(given) == base


def test_one_host_whatever_the_scheme() -> None:
    assert same_host("http://a.gov.uk/x", "https://A.gov.uk/y")
    assert not same_host("http://a.gov.uk/x", "http://www.a.gov.uk/x")


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://a.gov.uk/documents/s1/Report.pdf", True),
        ("https://a.gov.uk/documents/s1/Report", True),
        ("https://a.gov.uk/documents/s1/23.09.2015", True),
        ("https://a.gov.uk/mgConvert2PDF.aspx?ID=1", True),
        ("https://a.gov.uk/cmis5/Document.ashx?x=y", True),
        ("https://a.gov.uk/documents/s1/Figures.xlsx", False),
    ],
)
def test_other_formats_are_known_by_their_names(url: str, may: bool) -> None:
    assert may_be_pdf(url) is may
