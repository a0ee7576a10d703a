import sys
from tests.faults.schedules.running import run_abreast
if __name__ == "__main__":
    first, count = int(sys.argv[1]), int(sys.argv[2])
    found = run_abreast(first, count)
    for k,v in sorted(found.broken.items()): print(k, [one for one in v if one[:2] in ("I1","I2","I3","I4","I5","I6","an") or "still" in one][:4], flush=True)
    print(found.cases, len(found.broken), found.seconds)
