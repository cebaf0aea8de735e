"""What each command does. The framework is loaded inside: its settings need a database."""

import argparse
import os
import sys

from chungtay.cli.starting import prepare, setup
from chungtay.lib.problems import Problem


def work(chosen: argparse.Namespace) -> int:
    from chungtay.cli.working import keep_working

    return keep_working(chosen.with_parent)


def serve(chosen: argparse.Namespace) -> int:
    from chungtay.cli.working import beside_the_server
    from chungtay.web.server import free_port, run, welcome

    if not chosen.no_demo:  # invented people, whose telephones nobody has
        os.environ.setdefault("CHUNGTAY_SECOND_FACTOR", "optional")
    port = free_port(chosen.host, chosen.port)
    print("Đang chuẩn bị cơ sở dữ liệu… (Preparing the database…)", file=sys.stderr)
    prepare()
    if not chosen.no_demo:
        from chungtay.demo.build import build_named

        build_named("dak-lak", scale=chosen.scale)
    from chungtay.demo.accounts import password, to_try

    accounts = [(user.username, str(user.posts.first() or "")) for user in to_try()]
    words = welcome(chosen.host, port, accounts, password() if accounts else "")
    beside_the_server()
    return run(chosen.host, port, words)


def demo(chosen: argparse.Namespace) -> int:
    prepare()
    from chungtay.demo.build import build_named
    from chungtay.demo.places import known

    for place in known() if "all" in chosen.place else chosen.place:
        build_named(place, scale=chosen.scale, start_over=chosen.start_over)
    return 0


def figures(chosen: argparse.Namespace) -> int:
    prepare()
    from chungtay.demo.figures import print_figures
    from chungtay.people.scope import of_command

    with of_command("figures"):
        return print_figures(chosen.document, as_json=chosen.json)


def report(chosen: argparse.Namespace) -> int:
    from chungtay.lib.periods import parse_period

    period = parse_period(chosen.period)
    prepare()
    from chungtay.demo.locality import locality_unit
    from chungtay.people.scope import of_command
    from chungtay.reports.documents import write

    with of_command("report"):
        unit = locality_unit(chosen.unit, period.last_day)
        write(unit, period, chosen.out, chosen.genre)
    print(chosen.out)
    return 0


def verify(chosen: argparse.Namespace) -> int:
    setup()
    from chungtay.people.audit import print_verified

    return print_verified(chosen.first, chosen.last, chosen.head)


def last_link(_: argparse.Namespace) -> int:
    setup()
    from chungtay.people.audit import print_head

    return print_head()


def retention(chosen: argparse.Namespace) -> int:
    if chosen.carry_out and (chosen.dry_run or chosen.expect is None):
        raise Problem(
            "Muốn xóa, hãy chạy thử trước rồi ghi --carry-out --expect SỐ DÒNG đã in ra.",
            "To remove, do a dry run first, then --carry-out --expect THE NUMBER it printed.",
        )
    prepare()
    from django.utils import timezone

    from chungtay.cli.removing import carried_out, counted

    run = carried_out if chosen.carry_out else counted
    return run(chosen, timezone.localdate())


def key_status(_: argparse.Namespace) -> int:
    setup()
    from chungtay.people.resealing import print_status

    return print_status()


def rotate_keys(_: argparse.Namespace) -> int:
    setup()
    from chungtay.people.resealing import rotate

    done = rotate()
    print(f"Đã niêm lại {done} giá trị bằng khóa mới. ({done} values sealed under a new key.)")
    print("Hãy cất bản mới của tệp khóa ở nơi khác. (Keep the new file of keys elsewhere.)")
    return 0


def forget_key(chosen: argparse.Namespace) -> int:
    setup()
    from chungtay.people.resealing import forget

    forget(chosen.id)
    print(f"Đã bỏ khóa {chosen.id}. (The key {chosen.id} was taken out.)")
    print(
        "Bản sao lưu làm trước khi thay khóa chỉ mở hết được với tệp khóa của lúc đó. "
        "(Backups from before the rotation need the file of keys of that time.)"
    )
    return 0


def backup(chosen: argparse.Namespace) -> int:
    from chungtay.postgres import database_url
    from chungtay.postgres.backup import backup as write

    size = write(database_url(), chosen.file, chosen.key)
    print(f"{chosen.file}: {size} byte. Khóa không nằm trong tệp này. (The keys are not in it.)")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    from chungtay.postgres import database_url
    from chungtay.postgres.backup import restore as load

    load(database_url(), chosen.file, chosen.key)
    prepare()
    print("Đã khôi phục. (Restored.)")
    return 0


def docs(chosen: argparse.Namespace) -> int:
    setup()
    from chungtay.web.reference import write_docs

    return write_docs(check=chosen.check)
