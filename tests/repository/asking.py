"""What a program asks of batches and records over REST."""

from pathlib import Path

from tests.repository.api import Api
from tests.repository.test_batch_zip import picture, zipped
from tests.repository.test_batches import as_csv

RECORD = Path(__file__).parents[1] / "data" / "records" / "synthetic_kk_rusmarc_a.mrc"


def ask_for_batches(api: Api, folder: Path) -> None:
    """A ZIP with a list: checked, mended in part, begun, stopped, forgotten."""
    rows = as_csv([["file", "date"], ["abai", "1942"], ["gone", ""]])
    sent = zipped(folder / "disc.zip", {"list.csv": rows, "abai/1.png": picture(1)}).read_bytes()
    query = "?institution=nlrk&kind=zip&name=disc.zip&collection=discs"
    made = api.ask("POST", f"/batches{query}", status=201, data=sent).get_json()
    assert (made["rows"], made["faulty"], made["state"]) == (2, 1, "checked")
    one = f"/batches/{made['id']}"
    rows_at_fault = api.get(f"{one}/rows?only=faulty")["items"]
    assert [(row["number"], row["problems"][0]["code"]) for row in rows_at_fault] == [
        (3, "batch-no-file")
    ]
    assert api.ask("POST", f"{one}/begin").status_code == 422
    assert api.ask("POST", f"{one}/check", status=200).get_json()["faulty"] == 1
    begun = api.ask("POST", f"{one}/begin?good=1", status=200).get_json()
    assert (begun["state"], begun["waiting"]) == ("running", 1)
    assert api.ask("DELETE", one).status_code == 409
    assert api.ask("POST", f"{one}/stop", status=200).get_json()["state"] == "stopped"
    assert api.ask("POST", f"{one}/retry", status=200).get_json()["waiting"] == 0
    assert api.get(one)["state"] == "stopped"
    assert api.get("/batches")["total"] == 1
    api.ask("DELETE", one, status=204)
    folder_of_the_server = "?institution=nlrk&kind=nothing&folder=/etc"
    assert api.ask("POST", f"/batches{folder_of_the_server}", data=b"-").status_code == 422


def mets_of(pages: list[str]) -> bytes:
    """A METS of one chapter with so many pages."""
    numbers = range(1, len(pages) + 1)
    files = "".join(
        f'<file ID="f{n}" MIMETYPE="image/tiff"><FLocat xlink:href="{n}.tif"/></file>'
        for n in numbers
    )
    divs = "".join(
        f'<div ID="p{n}" ORDER="{n}" TYPE="page"><fptr FILEID="f{n}"/></div>' for n in numbers
    )
    links = "".join(f'<smLink xlink:from="l1" xlink:to="p{n}"/>' for n in numbers)
    return f"""<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
<fileSec><fileGrp USE="MASTER">{files}</fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="physSequence">{divs}</div></structMap>
<structMap TYPE="LOGICAL"><div ID="l" TYPE="monograph">
<div ID="l1" TYPE="chapter" LABEL="I"/></div></structMap>
<structLink>{links}</structLink></mets>""".encode()


def ask_for_records(api: Api, work: str) -> None:
    """A file of records read, and one of them taken over into a work."""
    data = RECORD.read_bytes()
    read = api.ask("POST", "/records/read", status=200, data=data).get_json()
    assert [card["format"] for card in read["records"]] == ["RUSMARC"] * 4
    assert read["records"][0]["fields"]["label"]["ru"]
    assert api.ask("POST", "/records/read", data=b"nothing").status_code == 422
    address = f"/works/{work}/record"
    fields = "?number=2&fields=summary,place"
    answer = api.ask("POST", address + fields, match="*", status=200, data=data).get_json()
    assert "place" in [entry["term"] for entry in answer["metadata"]]
    assert api.ask("POST", f"{address}?number=9", match="*", data=data).status_code == 422


HOCR = (
    "<!DOCTYPE html><html><body><div class='ocr_page' title='bbox 0 0 1000 1500'>"
    "<span class='ocr_line' title='bbox 10 10 300 40'>"
    "<span class='ocrx_word' title='bbox 10 10 100 40'>Абай</span></span></div></body></html>"
)


def ask_for_captions(api: Api, work: str) -> None:
    """Captions sent, read, replaced and taken away; bad ones are refused with the line at fault."""
    address = f"/works/{work}/captions"
    vtt = b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xd3\x98\xd0\xbd\n"
    made = api.ask("POST", f"{address}?name=talk.kk.vtt", data=vtt, status=201).get_json()
    assert (made["recording"], made["language"], made["size"]) == ("talk", "kk", len(vtt))
    one = f"{address}/{made['id']}"
    assert api.get(one) == made
    tag = api.ask("GET", one).headers["ETag"]
    changed = vtt.replace(b"00:02", b"00:03")
    other = api.ask("PUT", one, match=tag, data=changed, status=200).get_json()
    assert other["href"] != made["href"]
    assert [each["id"] for each in api.get(address)["items"]] == [other["id"]]
    api.ask("PUT", one, match=tag, data=changed, status=404)
    refused = api.ask("POST", f"{address}?name=talk.ru.vtt", data=b"WEBVTT\n\n-->", status=422)
    assert "3" in refused.get_json()["detail"]
    api.change("DELETE", f"{address}/{other['id']}", status=204)
    assert api.get(address)["total"] == 0


def ask_for_texts(api: Api, work: str, page: str) -> None:
    """A page's text sent, corrected, taken away and asked for; a PDF of the work."""
    address = f"/works/{work}/pages/{page}/text"
    assert api.get(address)["source"] is None
    sent = api.ask("PUT", f"{address}?name=1.hocr", status=200, data=HOCR.encode()).get_json()
    assert sent["source"] == "hocr", sent
    assert sent["text"] == "Абай", sent
    assert api.ask("PUT", address, data=b"nothing").status_code == 422
    corrected = api.change("PATCH", address, {"lines": {"1": "Абай жолы"}})
    assert corrected["lines"][0]["corrected"]
    api.change("DELETE", address, status=204)
    asked = api.ask("POST", f"/works/{work}/pages/{page}/recognition", status=202).get_json()
    assert asked["job"] == "waiting"
    assert api.ask("POST", f"/works/{work}/recognition", {}, status=202).get_json()["pages"] == 0
    assert api.get(f"/works/{work}/pdf?part=page-{page}")["state"] == "absent"
    made = api.ask("POST", f"/works/{work}/pdf?part=page-{page}", status=202).get_json()
    assert made["state"] == "waiting"
    assert api.get("/search?q=%22nowhere")["total"] == 0
