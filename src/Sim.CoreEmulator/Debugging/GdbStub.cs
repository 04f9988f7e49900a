using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Lets GDB debug a machine: harts are its threads, numbered from 1. GDB manual, "Remote Serial Protocol".</summary>
internal sealed unsafe class GdbStub : IStepper
{
    private const string Ok = "OK";
    private const string NoSuchThing = "E01";
    private const string BadMemory = "E14";
    private const ulong Slice = 100_000;
    private readonly Machine _machine;
    private readonly GdbConnection _connection;
    private readonly SortedSet<ulong> _breakpoints = [];
    private readonly List<Watchpoint> _watchpoints = [];
    private Hart _hart;
    private Hart _stopped;
    private string _reason = "05";
    private string _detail = "";
    private RunOutcome? _end;
    private bool _isStepping;

    /// <summary>For a machine that has not started yet, or stopped somewhere.</summary>
    public GdbStub(Machine machine, GdbConnection connection)
    {
        _machine = machine;
        _connection = connection;
        _hart = _stopped = machine.Harts[0];
        machine.Stepper = this;
    }

    /// <summary>Answers the debugger until it leaves.</summary>
    /// <returns>How the program ended; null when the debugger left first.</returns>
    public RunOutcome? Serve()
    {
        while (_connection.Receive() is { } packet)
        {
            if (packet is "D" or "k" || packet.StartsWith("D;", StringComparison.Ordinal))
            {
                if (packet[0] == 'D')
                {
                    _connection.Send(Ok);
                }

                break;
            }

            string answer = Answer(packet);
            if (packet == "QStartNoAckMode")
            {
                _connection.Send(answer);
                _connection.Acknowledges = false;
            }
            else
            {
                _connection.Send(answer);
            }
        }

        _machine.Flush();
        return _end;
    }

    /// <inheritdoc/>
    public long Step(Hart hart, long most)
    {
        long steps = hart.Run(1);
        if (!_isStepping && (_detail.Length > 0 || _breakpoints.Contains(hart.State->Pc)))
        {
            (_stopped, _hart) = (hart, hart);
            _detail = _detail.Length > 0 ? _detail : "swbreak:;";
            _machine.Pause();
        }

        return steps;
    }

    private string Answer(string packet) => packet[0] switch
    {
        '?' or '\u0003' => Stopped(),
        'g' => string.Concat(Enumerable.Range(0, GdbTarget.Pc + 1).Select(i => Hex(GdbTarget.Read(_hart, i) ?? 0))),
        'G' => WriteAll(packet[1..]),
        'p' => TryHex(packet[1..], out ulong number) && GdbTarget.Read(_hart, (int)Math.Min(number, int.MaxValue)) is { } value ? Hex(value) : NoSuchThing,
        'P' => WriteOne(packet[1..]),
        'm' => ReadMemory(packet[1..]),
        'M' => WriteMemory(packet[1..]),
        'X' => WriteBinary(packet[1..]),
        'c' or 'C' => Continue(),
        's' or 'S' => StepOne(),
        'H' => SetThread(packet),
        'T' => Thread(packet[1..]) is null ? NoSuchThing : Ok,
        'Z' => Point(packet, isSet: true),
        'z' => Point(packet, isSet: false),
        'q' => Query(packet),
        'v' => Verb(packet),
        'Q' => packet == "QStartNoAckMode" ? Ok : "",
        _ => "",
    };

    private string Query(string packet)
    {
        string name = packet.Split(':', ',', ';')[0];
        return name switch
        {
            "qSupported" => "PacketSize=10000;qXfer:features:read+;QStartNoAckMode+;vContSupported+;swbreak+;hwbreak+",
            "qC" => "QC" + Thread(_hart),
            "qfThreadInfo" => "m" + string.Join(',', _machine.Harts.Select(Thread)),
            "qsThreadInfo" => "l",
            "qThreadExtraInfo" => HexText(Extra(packet)),
            "qAttached" => "1",
            "qSymbol" => Ok,
            "qXfer" => Transfer(packet),
            "qRcmd" => Command(packet["qRcmd,".Length..]),
            _ => "",
        };
    }

    private string Verb(string packet)
    {
        if (packet == "vCont?")
        {
            return "vCont;c;C;s;S";
        }

        if (!packet.StartsWith("vCont;", StringComparison.Ordinal))
        {
            return "";
        }

        // The first action that concerns a thread counts; a step of one hart leaves the others where they are.
        string first = packet["vCont;".Length..].Split(';')[0];
        string[] parts = first.Split(':');
        if (parts.Length > 1 && Thread(parts[1]) is { } hart)
        {
            _hart = hart;
        }

        return first.Length > 0 && first[0] is 's' or 'S' ? StepOne() : Continue();
    }

    private string Continue()
    {
        _detail = "";
        _isStepping = false;
        RunOutcome? outcome = null;
        while (outcome is null)
        {
            outcome = _machine.RunQuietly(Slice);
            if (outcome is null && _connection.WantsStop())
            {
                _machine.Flush();
                (_reason, _detail, _stopped, _hart) = ("02", "", _machine.Current, _machine.Current);
                return Stopped();
            }
        }

        return After(outcome);
    }

    private string StepOne()
    {
        _detail = "";
        _isStepping = true;
        _stopped = _hart;
        RunOutcome? outcome = _machine.Step(_hart, this);
        return outcome is null ? After(new RunOutcome(RunEnd.Paused, 0, "")) : After(outcome);
    }

    private string After(RunOutcome outcome)
    {
        _machine.Flush();
        _reason = "05";
        if (outcome.End == RunEnd.Paused)
        {
            return Stopped();
        }

        _end = outcome;
        return outcome.End switch
        {
            RunEnd.Passed => "W00",
            RunEnd.Failed => "W01",
            RunEnd.Exited => string.Create(CultureInfo.InvariantCulture, $"W{outcome.Code & 0xFF:x2}"),
            _ => "X0f",
        };
    }

    private string Stopped() => $"T{_reason}thread:{Thread(_stopped)};{_detail}";

    private static string Thread(Hart hart) => (hart.Id + 1).ToString("x", CultureInfo.InvariantCulture);

    private Hart? Thread(string text) =>
        text is "0" or "-1" ? _hart : TryHex(text, out ulong id) && id >= 1 && id <= (ulong)_machine.Harts.Count ? _machine.Harts[(int)id - 1] : null;

    private string SetThread(string packet)
    {
        if (packet.Length < 3 || Thread(packet[2..]) is not { } hart)
        {
            return NoSuchThing;
        }

        _hart = hart;
        return Ok;
    }

    private string Extra(string packet)
    {
        Hart hart = Thread(packet.Split(',')[^1]) ?? _hart;
        string level = (hart.Privilege, hart.Virtual) switch
        {
            (Privilege.Machine, _) => "M",
            (Privilege.Supervisor, false) => "S",
            (Privilege.Supervisor, true) => "VS",
            (_, false) => "U",
            _ => "VU",
        };
        return string.Create(CultureInfo.InvariantCulture, $"hart {hart.Id}, {level} mode");
    }

    private string Transfer(string packet)
    {
        string[] parts = packet.Split(':');
        if (parts is not [_, "features", "read", "target.xml", { } range] || range.Split(',') is not [{ } from, { } length]
            || !TryHex(from, out ulong offset) || !TryHex(length, out ulong count))
        {
            return "";
        }

        string xml = GdbTarget.Description(_hart);
        if (offset >= (ulong)xml.Length)
        {
            return "l";
        }

        int part = (int)Math.Min(Math.Min(count, 0x4000), (ulong)xml.Length - offset);
        return string.Concat((int)offset + part == xml.Length ? "l" : "m", xml.AsSpan((int)offset, part));
    }

    // monitor ...
    private string Command(string hex)
    {
        string command = TryBytes(hex, out byte[] bytes) ? Encoding.UTF8.GetString(bytes).Trim() : "";
        return HexText(command switch
        {
            "help" => "where: place of each hart; stats: instructions and traps of each hart\n",
            "where" => string.Concat(_machine.Harts.Select(hart => string.Create(CultureInfo.InvariantCulture, $"hart {hart.Id}: {_machine.Program.Symbols.Place(hart.State->Pc)}\n"))),
            "stats" => string.Concat(_machine.Harts.Select(hart => string.Create(CultureInfo.InvariantCulture, $"hart {hart.Id}: {hart.Retired} instructions, {hart.TrapsTaken} traps\n"))),
            _ => $"'{command}' is no command; there are help, where, stats\n",
        });
    }

    private string WriteAll(string hex)
    {
        if (!TryBytes(hex, out byte[] bytes) || bytes.Length < 8 * (GdbTarget.Pc + 1))
        {
            return NoSuchThing;
        }

        for (int i = 0; i <= GdbTarget.Pc; i++)
        {
            GdbTarget.Write(_hart, i, BitConverter.ToUInt64(bytes, 8 * i));
        }

        return Ok;
    }

    private string WriteOne(string text)
    {
        return text.Split('=') is [{ } name, { } hex] && TryHex(name, out ulong number) && TryBytes(hex, out byte[] bytes) && bytes.Length == 8
            && GdbTarget.Write(_hart, (int)Math.Min(number, int.MaxValue), BitConverter.ToUInt64(bytes)) ? Ok : NoSuchThing;
    }

    private string ReadMemory(string text)
    {
        if (!TryRange(text, out ulong address, out ulong count) || count > 0x8000)
        {
            return NoSuchThing;
        }

        byte[] bytes = GdbTarget.ReadMemory(_hart, address, (int)count);
        return bytes.Length == 0 && count > 0 ? BadMemory : Convert.ToHexString(bytes).ToLowerInvariant();
    }

    private string WriteMemory(string text)
    {
        return text.Split(':') is [{ } range, { } hex] && TryRange(range, out ulong address, out ulong count) && TryBytes(hex, out byte[] bytes)
            && (ulong)bytes.Length == count ? (GdbTarget.WriteMemory(_hart, address, bytes) ? Ok : BadMemory) : NoSuchThing;
    }

    private string WriteBinary(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !TryRange(text[..colon], out ulong address, out ulong count) || (ulong)(text.Length - colon - 1) != count)
        {
            return NoSuchThing;
        }

        return GdbTarget.WriteMemory(_hart, address, Encoding.Latin1.GetBytes(text[(colon + 1)..])) ? Ok : BadMemory;
    }

    private string Point(string packet, bool isSet)
    {
        string[] parts = packet[1..].Replace(';', ',').Split(',');
        if (parts.Length < 3 || !TryHex(parts[0], out ulong kind) || !TryHex(parts[1], out ulong address) || !TryHex(parts[2], out ulong length))
        {
            return NoSuchThing;
        }

        if (kind <= 1)
        {
            _ = isSet ? _breakpoints.Add(address) : _breakpoints.Remove(address);
            return Ok;
        }

        if (kind > 4)
        {
            return "";
        }

        Watchpoint point = new((int)kind, address, length);
        _watchpoints.Remove(point);
        if (isSet)
        {
            _watchpoints.Add(point);
        }

        foreach (Hart hart in _machine.Harts)
        {
            hart.Mmu.Observer = _watchpoints.Count == 0 ? null : new Watcher(this);
        }

        return Ok;
    }

    private void Touched(ulong address, int size, bool isStore)
    {
        foreach (Watchpoint point in _watchpoints)
        {
            if (point.Sees(address, size, isStore))
            {
                string name = point.Kind switch
                {
                    2 => "watch",
                    3 => "rwatch",
                    _ => "awatch",
                };
                _detail = string.Create(CultureInfo.InvariantCulture, $"{name}:{point.Address:x};");
            }
        }
    }

    private static bool TryRange(string text, out ulong address, out ulong count)
    {
        (address, count) = (0, 0);
        return text.Split(',') is [{ } from, { } length] && TryHex(from, out address) && TryHex(length, out count);
    }

    private static bool TryHex(string text, out ulong value) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private static bool TryBytes(string hex, out byte[] bytes)
    {
        bytes = new byte[hex.Length / 2];
        return hex.Length % 2 == 0 && Convert.FromHexString(hex.AsSpan(), bytes.AsSpan(), out _, out int written) == System.Buffers.OperationStatus.Done && written == bytes.Length;
    }

    private static string Hex(ulong value) => Convert.ToHexString(BitConverter.GetBytes(value)).ToLowerInvariant();

    private static string HexText(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text)).ToLowerInvariant();

    private sealed class Watcher(GdbStub stub) : IMemoryObserver
    {
        public void Loaded(ulong address, int size, ulong value) => stub.Touched(address, size, isStore: false);

        public void Stored(ulong address, int size, ulong value) => stub.Touched(address, size, isStore: true);
    }
}
