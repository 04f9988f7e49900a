using System;
using System.IO;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Devices;

/// <summary>A 16550 serial port; it sends at once. National Semiconductor PC16550D, "Registers".</summary>
internal sealed class Uart(HostConsole console, Action<bool> interrupt) : IDevice, IListener, ISaved
{
    private const byte DivisorLatch = 0x80;
    private const byte Loop = 0x10;
    private byte _enable;
    private byte _line;
    private byte _modem;
    private byte _scratch;
    private byte _fifo;
    private ushort _divisor;
    private bool _sent;

    /// <inheritdoc/>
    public string Name => "uart";

    /// <inheritdoc/>
    public ulong Size => 0x100;

    /// <inheritdoc/>
    public bool WantsInput => (_enable & 1) != 0;

    private bool HasInput => console.Input.IsReady;

    /// <inheritdoc/>
    public bool Read(Hart hart, ulong offset, int size, out ulong value)
    {
        value = size == 1 ? Register((int)offset) : 0UL;
        Poll();
        return size == 1;
    }

    /// <inheritdoc/>
    public bool Write(Hart hart, ulong offset, int size, ulong value)
    {
        if (size != 1)
        {
            return false;
        }

        SetRegister((int)offset, (byte)value);
        Poll();
        return true;
    }

    /// <inheritdoc/>
    public void Poll() => interrupt((WantsInput && HasInput) || ((_enable & 2) != 0 && _sent));

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write([_enable, _line, _modem, _scratch, _fifo, (byte)(_sent ? 1 : 0)]);
        writer.Write(_divisor);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        byte[] bytes = reader.ReadBytes(6);
        (_enable, _line, _modem, _scratch, _fifo, _sent) = (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5] != 0);
        _divisor = reader.ReadUInt16();
    }

    private byte Register(int offset) => (offset, _line & DivisorLatch) switch
    {
        (0, DivisorLatch) => (byte)_divisor,
        (1, DivisorLatch) => (byte)(_divisor >> 8),
        (0, _) => HasInput ? console.Input.Take() : (byte)0,
        (1, _) => _enable,
        (2, _) => Identify(),
        (3, _) => _line,
        (4, _) => _modem,
        (5, _) => (byte)(0x60 | (HasInput ? 1 : 0)),
        (6, _) => (_modem & Loop) != 0 ? (byte)(_modem << 4) : (byte)0xB0,
        (7, _) => _scratch,
        _ => 0,
    };

    // Received data goes before an empty transmitter; reading the latter takes it back.
    private byte Identify()
    {
        byte fifo = (byte)((_fifo & 1) != 0 ? 0xC0 : 0);
        if (WantsInput && HasInput)
        {
            return (byte)(fifo | 4);
        }

        bool sent = (_enable & 2) != 0 && _sent;
        _sent &= !sent;
        return (byte)(fifo | (sent ? 2 : 1));
    }

    private void SetRegister(int offset, byte value)
    {
        switch (offset, _line & DivisorLatch)
        {
            case (0, DivisorLatch):
                _divisor = (ushort)((_divisor & 0xFF00) | value);
                break;
            case (1, DivisorLatch):
                _divisor = (ushort)((_divisor & 0xFF) | (value << 8));
                break;
            case (0, _):
                console.Write(value);
                _sent = true;
                break;
            case (1, _):
                _sent |= (value & 2) != 0 && (_enable & 2) == 0;
                _enable = (byte)(value & 15);
                break;
            case (2, _):
                _fifo = value;
                break;
            case (3, _):
                _line = value;
                break;
            case (4, _):
                _modem = (byte)(value & 31);
                break;
            case (7, _):
                _scratch = value;
                break;
            default:
                break;
        }
    }
}
