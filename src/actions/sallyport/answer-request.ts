import { action } from '#actions/action.ts';
import { ownRow } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { hostId } from '#actions/sallyport/watching/host-params.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Sallyport',
  name: 'AnswerRequest',
  summary: {
    en: 'Answers a question that a host was asked on its stream (WatchState), on any server of the store. Only the identity that opened the stream may.',
    zh: '回答主机在其数据流（WatchState）上收到的提问，可发往该存储的任一服务器。仅限打开该数据流的身份调用。',
  },
  mode: 'read',
  answers: true,
  params: {
    HostId: { ...hostId, required: true },
    QuestionId: stringParam('The `questionId` of the event.', '事件中的 `questionId`。', {
      required: true,
      pattern: '^[0-9a-f-]{36}$',
      wrong: 'InvalidQuestionId.NotFound',
      example: '0b6cf7b5-2f0a-4d0c-9a52-3f6b5c9f3a11',
    }),
    Answer: stringParam('The answer, as the question asks for it.', '回答内容，格式由提问决定。', {
      required: true,
      max: 200_000,
      example: '{"flows":[]}',
    }),
  },
  returns: requestIdField,
  errors: {
    'InvalidQuestionId.NotFound': ownRow(
      404,
      'Nobody waits for an answer to the question %s from this identity: it has expired, was answered, or went to a stream of another one.',
      'The question has expired, was answered, or was not put to a stream that this identity opened for this HostId.',
      '该提问已过期、已被回答，或并非发往此身份为该 HostId 打开的数据流。',
      { en: 'QuestionId of a question that was answered', zh: 'QuestionId 为已回答的提问' },
    ),
  },
  ram: ramRow('sallyport:AnswerRequest', 'update', [required('Host', 'acs:sallyport:*:{account}:host/{HostId}')]),
  example: {
    request: { HostId: 'host-1', QuestionId: '0b6cf7b5-2f0a-4d0c-9a52-3f6b5c9f3a11', Answer: '{"flows":[]}' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(_, _ctx) {
    yield* [];
    return { reply: {}, effects: [] };
  },
});
