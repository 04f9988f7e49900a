using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Packets of GDB's remote serial protocol on a stream. GDB manual, "Remote Serial Protocol, Overview".</summary>
/// <param name="stream">Both directions.</param>
/// <param name="hasInput">Whether a byte can be read without waiting.</param>
internal sealed class GdbConnection(Stream stream, Func<bool> hasInput)
{
    /// <summary>What the debugger sends to stop a program that runs.</summary>
    public const byte Interrupt = 3;

    private const int Longest = 1 << 17;

    /// <summary>Whether packets are acknowledged.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>Whether the debugger wants a running program stopped; takes its word, and what stands before it.</summary>
    public bool WantsStop()
    {
        while (hasInput())
        {
            int next = stream.ReadByte();
            if (next is Interrupt or < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next packet's contents; the interrupt character by itself counts as one; null when the debugger has gone.</summary>
    public string? Receive()
    {
        while (true)
        {
            int next = stream.ReadByte();
            switch (next)
            {
                case < 0:
                    return null;
                case Interrupt:
                    return "\u0003";
                case '$':
                    if (Body() is not { } body)
                    {
                        return null;
                    }

                    if (body.IsSound)
                    {
                        Acknowledge('+');
                        return body.Text;
                    }

                    Acknowledge('-');
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Sends a packet.</summary>
    public void Send(string text)
    {
        StringBuilder packet = new("$");
        foreach (char letter in text)
        {
            if (letter is '$' or '#' or '}' or '*')
            {
                packet.Append('}').Append((char)(letter ^ 0x20));
            }
            else
            {
                packet.Append(letter);
            }
        }

        byte sum = 0;
        for (int i = 1; i < packet.Length; i++)
        {
            sum = unchecked((byte)(sum + packet[i]));
        }

        packet.Append(CultureInfo.InvariantCulture, $"#{sum:x2}");
        stream.Write(Encoding.Latin1.GetBytes(packet.ToString()));
        stream.Flush();
    }

    private void Acknowledge(char answer)
    {
        if (Acknowledges)
        {
            stream.WriteByte((byte)answer);
            stream.Flush();
        }
    }

    private (string Text, bool IsSound)? Body()
    {
        StringBuilder text = new();
        byte sum = 0;
        while (true)
        {
            int next = stream.ReadByte();
            if (next < 0 || text.Length > Longest)
            {
                return null;
            }

            if (next == '#')
            {
                break;
            }

            sum = unchecked((byte)(sum + next));
            if (next == '}')
            {
                next = stream.ReadByte();
                sum = unchecked((byte)(sum + next));
                next ^= 0x20;
            }

            text.Append((char)next);
        }

        string digits = string.Concat((char)Math.Max(0, stream.ReadByte()), (char)Math.Max(0, stream.ReadByte()));
        bool isSound = byte.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte expected) && expected == sum;
        return (text.ToString(), isSound || !Acknowledges);
    }
}
