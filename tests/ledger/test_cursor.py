"""A cursor never skips: whoever reads while others write gets every record in the end."""

import random
import threading

from machines.writing import joined, massage, same_phone, sync


def test_no_record_is_skipped_while_eight_phones_write(phone):
    mother = phone()
    mother.family()
    writers = [phone() for _ in range(7)]
    for writer in writers:
        joined(mother, writer)
    reader = phone()
    same_phone(mother, reader)
    written, failures = set(), []

    def write(writer, seed):
        chance = random.Random(seed)
        cursor = 0
        for _ in range(6):
            batch = [massage() for _ in range(chance.randint(1, 5))]
            try:
                cursor = sync(writer, batch, cursor)["cursor"]
            except AssertionError as error:
                failures.append(error)
            written.update(one["record"] for one in batch)

    threads = [threading.Thread(target=write, args=(writer, n))
               for n, writer in enumerate([mother, *writers])]
    for thread in threads:
        thread.start()
    cursor, seen, numbers = 0, set(), []
    while any(thread.is_alive() for thread in threads):
        answer = sync(reader, [], cursor)
        cursor = answer["cursor"]
        numbers += [record["number"] for record in answer["records"]]
        seen |= {record["record"] for record in answer["records"]}
    seen |= {record["record"] for record in sync(reader, [], cursor)["records"]}
    assert failures == []
    assert written <= seen
    assert numbers == sorted(set(numbers))


def test_the_same_batch_from_eight_tabs_at_once_is_one_batch(phone):
    mother = phone()
    mother.family()
    tabs = [phone() for _ in range(8)]
    batch = [massage() for _ in range(20)]
    start, answers = threading.Barrier(8), []

    def send(tab):
        start.wait()
        answers.append(sync(tab, batch)["accepted"])

    for tab in tabs:
        same_phone(mother, tab)
    threads = [threading.Thread(target=send, args=(tab,)) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == [[one["id"] for one in batch]] * 8
    assert sync(mother, [])["cursor"] == 21
