using System;
using System.Buffers.Text;
using System.IO;
using System.Text.Json;
using Sim.Kernel.Quantities;

namespace Sim.Reports.Timeline;

/// <summary>Writes events of the Trace Event Format as UTF-8, one a line, without allocating for the frequent ones.</summary>
internal sealed class TraceEventText(Stream stream)
{
    private const int BufferBytes = 1 << 16;
    private const int LongestNumber = 24;
    private const long NanosecondsPerMicrosecond = 1000;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;
    private bool _any;

    /// <summary>Begins the file.</summary>
    public void Begin(string host)
    {
        Put("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"writer\":\"Sim\",\"host\":\""u8);
        Put(JsonEncodedText.Encode(host).EncodedUtf8Bytes);
        Put("\"},\"traceEvents\":["u8);
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        Put("\n]}\n"u8);
        Flush();
        stream.Flush();
    }

    /// <summary>Names a process or thread.</summary>
    public void Metadata(ReadOnlySpan<byte> what, int process, int thread, string name)
    {
        Head(what, (byte)'M', process, thread);
        Put(",\"args\":{\"name\":\""u8);
        Put(JsonEncodedText.Encode(name).EncodedUtf8Bytes);
        Put("\"}}"u8);
    }

    /// <summary>Says where a process or thread stands among others.</summary>
    public void Sort(ReadOnlySpan<byte> what, int process, int thread, int index)
    {
        Head(what, (byte)'M', process, thread);
        Put(",\"args\":{\"sort_index\":"u8);
        Put(index);
        Put("}}"u8);
    }

    /// <summary>A slice. Names are JSON without quotes; an empty colour is none, a negative pCPU is none.</summary>
    public void Slice(ReadOnlySpan<byte> name, int process, int thread, SimTime from, SimTime to, ReadOnlySpan<byte> colour, int pcpu)
    {
        Head(name, (byte)'X', process, thread);
        Time(",\"ts\":"u8, from.Nanoseconds);
        Time(",\"dur\":"u8, (to - from).Nanoseconds);
        if (!colour.IsEmpty)
        {
            Put(",\"cname\":\""u8);
            Put(colour);
            Put("\""u8);
        }

        if (pcpu >= 0)
        {
            Put(",\"args\":{\"pcpu\":"u8);
            Put(pcpu);
            Put("}"u8);
        }

        Put("}"u8);
    }

    /// <summary>A mark on a thread.</summary>
    public void Mark(ReadOnlySpan<byte> name, int process, int thread, SimTime at)
    {
        Head(name, (byte)'i', process, thread);
        Time(",\"ts\":"u8, at.Nanoseconds);
        Put(",\"s\":\"t\"}"u8);
    }

    /// <summary>One end of an arrow: <c>s</c> begins it, <c>f</c> ends it. Each binds to the slice around it.</summary>
    public void Flow(byte phase, long id, int process, int thread, SimTime at)
    {
        Head("wake"u8, phase, process, thread);
        Put(",\"cat\":\"wake\",\"id\":"u8);
        Put(id);
        Time(",\"ts\":"u8, at.Nanoseconds);
        Put(phase == (byte)'f' ? ",\"bp\":\"e\"}"u8 : "}"u8);
    }

    private void Head(ReadOnlySpan<byte> name, byte phase, int process, int thread)
    {
        Put(_any ? ",\n{\"name\":\""u8 : "\n{\"name\":\""u8);
        _any = true;
        Put(name);
        Put("\",\"ph\":\""u8);
        Put([phase]);
        Put("\",\"pid\":"u8);
        Put(process);
        Put(",\"tid\":"u8);
        Put(thread);
    }

    private void Time(ReadOnlySpan<byte> key, long ns)
    {
        Put(key);
        if (ns < 0)
        {
            Put("-"u8);
            ns = -ns;
        }

        Put(ns / NanosecondsPerMicrosecond);
        int rest = (int)(ns % NanosecondsPerMicrosecond);
        if (rest > 0)
        {
            Put([(byte)'.', Digit(rest / 100), Digit(rest / 10 % 10), Digit(rest % 10)]);
        }
    }

    private static byte Digit(int digit) => (byte)('0' + digit);

    private void Put(long number)
    {
        Room(LongestNumber);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_used), out int written);
        _used += written;
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        if (text.Length > BufferBytes)
        {
            Flush();
            stream.Write(text);
            return;
        }

        Room(text.Length);
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    private void Room(int bytes)
    {
        if (_used + bytes > BufferBytes)
        {
            Flush();
        }
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
