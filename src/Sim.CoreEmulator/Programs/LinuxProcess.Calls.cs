using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Programs;

/// <summary>System calls by number, as the kernel's include/uapi/asm-generic/unistd.h has them for RISC-V.</summary>
internal sealed partial class LinuxProcess
{
    private const long Process = 1;
    private const long User = 1000;

    // 2025-01-01: a date that is the same in every run.
    private const ulong Epoch = 1_735_689_600;

    private long Call(Hart hart, ulong number) =>
        Files(hart, number) ?? Mappings(hart, number) ?? Times(hart, number) ?? Processes(hart, number) ?? Unknown(number);

    private long? Files(Hart hart, ulong number) => number switch
    {
        17 => Text(hart[10], hart[11], "/"),
        23 or 24 => LinuxError.BadFile,
        25 => hart[10] <= 2 ? 0 : LinuxError.BadFile,
        29 => LinuxError.NotATerminal,
        48 or 56 or 79 or 291 => NamedFile(hart, number),
        57 => hart[10] <= 2 ? 0 : LinuxError.BadFile,
        61 or 67 or 68 => LinuxError.BadFile,
        62 => hart[10] <= 2 ? LinuxError.IllegalSeek : LinuxError.BadFile,
        63 => Read(hart[10], hart[11], hart[12]),
        64 => Write(hart[10], hart[11], hart[12]),
        65 => Vector(hart, Read),
        66 => Vector(hart, Write),
        73 => LinuxError.NotImplemented,
        78 => LinuxError.NoEntry,
        80 => Stat(hart[10], hart[11]),
        _ => null,
    };

    private long? Mappings(Hart hart, ulong number) => number switch
    {
        214 => (long)Memory.SetBreak(hart[10]),
        215 => Memory.Unmap(hart[10], hart[11]) ? 0 : LinuxError.Invalid,
        216 => Remap(hart[10], hart[11], hart[12], hart[13]),
        222 => Map(hart[10], hart[11], hart[13], hart[14]),
        226 or 233 or 228 or 229 => 0,
        259 => 0,
        _ => null,
    };

    private long? Times(Hart hart, ulong number) => number switch
    {
        101 => Sleep(hart, hart[10], hart[11], isAbsolute: false),
        113 => Time(hart, hart[11], hart[10] is 0 or 5 ? Epoch : 0),
        114 => hart[11] == 0 ? 0 : Words(hart[11], 0, 1),
        115 => Sleep(hart, hart[12], hart[13], (hart[11] & 1) != 0),
        153 => hart[10] == 0 ? (long)(Nanoseconds(hart) / 10_000_000) : Words(hart[10], Nanoseconds(hart) / 10_000_000, 0, 0, 0),
        165 => Words(hart[11], Nanoseconds(hart) / 1_000_000_000, Nanoseconds(hart) / 1000 % 1_000_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        169 => hart[10] == 0 ? 0 : Words(hart[10], Epoch + (Nanoseconds(hart) / 1_000_000_000), Nanoseconds(hart) / 1000 % 1_000_000),
        _ => null,
    };

    private long? Processes(Hart hart, ulong number) => number switch
    {
        93 or 94 => Exit(hart, (int)hart[10] & 0xFF, ""),
        96 => Process,
        98 => Futex(hart[11]),
        99 or 100 => 0,
        122 or 124 => 0,
        123 => Affinity(hart[11], hart[12]),
        129 or 130 => Signal(hart, hart[10], (int)hart[11]),
        131 => Signal(hart, hart[11], (int)hart[12]),
        132 => 0,
        134 => Zeros(hart[12], 24),
        135 => Zeros(hart[12], 8),
        _ => Identity(hart, number),
    };

    private long? Identity(Hart hart, ulong number) => number switch
    {
        160 => Name(hart[10]),
        163 => Limits(hart[11]),
        167 => LinuxError.Invalid,
        172 or 178 => Process,
        173 => 0,
        174 or 175 or 176 or 177 => User,
        179 => SystemInformation(hart),
        220 or 435 => LinuxError.TryAgain,
        258 or 293 => LinuxError.NotImplemented,
        261 => hart[13] == 0 ? 0 : Limits(hart[13]),
        278 => Random(hart[10], hart[11]),
        _ => null,
    };

    // Nobody else could wake a process of one thread: FUTEX_WAIT and FUTEX_WAIT_BITSET do not wait.
    private static long Futex(ulong operation) => (operation & 0x7F) is 0 or 9 ? LinuxError.TryAgain : 0;

    private long Affinity(ulong size, ulong address) =>
        size < 8 ? LinuxError.Invalid : Words(address, 1) == 0 ? 8 : LinuxError.BadAddress;

    private long Unknown(ulong number)
    {
        if (_warned.Add(number))
        {
            _warn(string.Create(CultureInfo.InvariantCulture, $"system call {number} is not known here; the program was told so (ENOSYS)"));
        }

        return LinuxError.NotImplemented;
    }

    private static ulong Nanoseconds(Hart hart) => hart.Cycles;

    private long Exit(Hart hart, int code, string message)
    {
        End(hart, new RunOutcome(RunEnd.Exited, code, message));
        return 0;
    }

    private long Signal(Hart hart, ulong process, int signal) => (process, signal) switch
    {
        (not (ulong)Process, _) => LinuxError.NoProcess,
        (_, 0) => 0,
        (_, 6) => Exit(hart, 134, "aborted"),
        (_, > 0 and < 65) => Exit(hart, 128 + signal, string.Create(CultureInfo.InvariantCulture, $"killed by signal {signal}")),
        _ => LinuxError.Invalid,
    };

    private long NamedFile(Hart hart, ulong number)
    {
        // newfstatat and statx with AT_EMPTY_PATH ask for an open file.
        if (number == 79 && (hart[13] & 0x1000) != 0)
        {
            return Stat(hart[10], hart[12]);
        }

        return number == 291 ? LinuxError.NotImplemented : LinuxError.NoEntry;
    }

    private long Read(ulong file, ulong address, ulong count)
    {
        if (file != 0)
        {
            return LinuxError.BadFile;
        }

        if (count != 0 && _bus.RamAt(address, count) is null)
        {
            return LinuxError.BadAddress;
        }

        long done = 0;
        while ((ulong)done < count && _console.Input.Wait())
        {
            byte taken = _console.Input.Take();
            _bus.TryWrite(address + (ulong)done, [taken]);
            done++;
            if (taken == (byte)'\n')
            {
                break;
            }
        }

        return done;
    }

    private long Write(ulong file, ulong address, ulong count)
    {
        if (file is not (1 or 2))
        {
            return LinuxError.BadFile;
        }

        if (count != 0 && _bus.RamAt(address, count) is null)
        {
            return LinuxError.BadAddress;
        }

        Span<byte> piece = stackalloc byte[512];
        for (ulong done = 0; done < count; done += (ulong)piece.Length)
        {
            Span<byte> part = piece[..(int)Math.Min((ulong)piece.Length, count - done)];
            _bus.TryRead(address + done, part);
            _console.Write(part, isError: file == 2);
        }

        return (long)count;
    }

    // readv and writev: an array of addresses and lengths.
    private long Vector(Hart hart, Func<ulong, ulong, ulong, long> each)
    {
        (ulong file, ulong vector, ulong count) = (hart[10], hart[11], hart[12]);
        if (count > 1024)
        {
            return LinuxError.Invalid;
        }

        long all = 0;
        Span<byte> row = stackalloc byte[16];
        for (ulong i = 0; i < count; i++)
        {
            if (!_bus.TryRead(vector + (16 * i), row))
            {
                return LinuxError.BadAddress;
            }

            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(row[8..]);
            long done = length == 0 ? 0 : each(file, BinaryPrimitives.ReadUInt64LittleEndian(row), length);
            if (done < 0)
            {
                return all > 0 ? all : done;
            }

            all += done;
            if ((ulong)done < length)
            {
                break;
            }
        }

        return all;
    }

    // struct stat of RISC-V; the standard files are pipes: fully buffered, as when a program's output is redirected.
    private long Stat(ulong file, ulong address)
    {
        if (file > 2)
        {
            return LinuxError.BadFile;
        }

        byte[] stat = new byte[128];
        BinaryPrimitives.WriteUInt64LittleEndian(stat.AsSpan(8), file + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(stat.AsSpan(16), 0x1190);
        BinaryPrimitives.WriteUInt32LittleEndian(stat.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(stat.AsSpan(24), (uint)User);
        BinaryPrimitives.WriteUInt32LittleEndian(stat.AsSpan(28), (uint)User);
        BinaryPrimitives.WriteUInt32LittleEndian(stat.AsSpan(56), 4096);
        return _bus.TryWrite(address, stat) ? 0 : LinuxError.BadAddress;
    }

    // MAP_FIXED is 0x10, MAP_ANONYMOUS 0x20.
    private long Map(ulong address, ulong size, ulong flags, ulong file)
    {
        if (size == 0 || size > 1UL << 40)
        {
            return size == 0 ? LinuxError.Invalid : LinuxError.NoMemory;
        }

        if ((flags & 0x20) == 0)
        {
            return file <= 2 ? LinuxError.NoPermission : LinuxError.BadFile;
        }

        if ((flags & 0x10) != 0)
        {
            return (address & (LinuxMemory.Page - 1)) == 0 && Memory.MapAt(address, size) ? (long)address : LinuxError.Invalid;
        }

        return Memory.Map(size) is not 0 and var mapped ? (long)mapped : LinuxError.NoMemory;
    }

    // MREMAP_MAYMOVE is 1.
    private long Remap(ulong address, ulong size, ulong wanted, ulong flags)
    {
        (ulong old, ulong now) = (LinuxMemory.RoundUp(size), LinuxMemory.RoundUp(wanted));
        if (now == 0 || now > 1UL << 40 || _bus.RamAt(address, old) is null)
        {
            return LinuxError.Invalid;
        }

        if (now <= old)
        {
            return now == old || Memory.Unmap(address + now, old - now) ? (long)address : LinuxError.Invalid;
        }

        ulong moved = (flags & 1) != 0 ? Memory.Map(now) : 0;
        if (moved == 0)
        {
            return LinuxError.NoMemory;
        }

        byte[] page = new byte[LinuxMemory.Page];
        for (ulong done = 0; done < old; done += LinuxMemory.Page)
        {
            _bus.TryRead(address + done, page);
            _bus.TryWrite(moved + done, page);
        }

        Memory.Unmap(address, old);
        return (long)moved;
    }

    private long Time(Hart hart, ulong address, ulong epoch)
    {
        ulong now = Nanoseconds(hart);
        return Words(address, epoch + (now / 1_000_000_000), now % 1_000_000_000);
    }

    private long Sleep(Hart hart, ulong address, ulong rest, bool isAbsolute)
    {
        Span<byte> time = stackalloc byte[16];
        if (!_bus.TryRead(address, time))
        {
            return LinuxError.BadAddress;
        }

        ulong seconds = BinaryPrimitives.ReadUInt64LittleEndian(time);
        ulong nanoseconds = BinaryPrimitives.ReadUInt64LittleEndian(time[8..]);
        if (nanoseconds >= 1_000_000_000 || seconds > 1UL << 33)
        {
            return LinuxError.Invalid;
        }

        ulong span = (seconds * 1_000_000_000) + nanoseconds;
        ulong now = Nanoseconds(hart);
        ulong epoch = seconds >= Epoch ? Epoch * 1_000_000_000 : 0;
        ulong until = isAbsolute ? span - epoch : now + span;
        hart.IdleCycles += until > now ? until - now : 0;
        return rest == 0 ? 0 : Words(rest, 0, 0);
    }

    private long Name(ulong address)
    {
        byte[] names = new byte[6 * 65];
        string[] texts = ["Linux", "sim", "6.1.0", "#1", "riscv64", ""];
        for (int i = 0; i < texts.Length; i++)
        {
            Encoding.ASCII.GetBytes(texts[i], names.AsSpan(65 * i));
        }

        return _bus.TryWrite(address, names) ? 0 : LinuxError.BadAddress;
    }

    // No limits; the stack's is what it has.
    private long Limits(ulong address) => Words(address, 8 << 20, ulong.MaxValue);

    private long SystemInformation(Hart hart) => Words(
        hart[10], Nanoseconds(hart) / 1_000_000_000, 0, 0, 0, 2UL << 30, 1UL << 30, 0, 0, 0, 0, 1, 0, 0, 1);

    private long Random(ulong address, ulong count)
    {
        if (count > 1 << 20 || _bus.RamAt(address, count) is null)
        {
            return LinuxError.BadAddress;
        }

        for (ulong i = 0; i < count; i++)
        {
            // Marsaglia's xorshift64*.
            _random ^= _random >> 12;
            _random ^= _random << 25;
            _random ^= _random >> 27;
            _bus.TryWrite(address + i, [(byte)((_random * 0x2545F4914F6CDD1D) >> 56)]);
        }

        return (long)count;
    }

    private long Text(ulong address, ulong size, string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        return (ulong)bytes.Length > size ? LinuxError.Range : _bus.TryWrite(address, bytes) ? bytes.Length : LinuxError.BadAddress;
    }

    private long Zeros(ulong address, int count) =>
        address == 0 || count == 0 || _bus.TryWrite(address, new byte[count]) ? 0 : LinuxError.BadAddress;

    private long Words(ulong address, params ReadOnlySpan<ulong> words)
    {
        byte[] bytes = new byte[8 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), words[i]);
        }

        return _bus.TryWrite(address, bytes) ? 0 : LinuxError.BadAddress;
    }
}
